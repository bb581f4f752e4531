import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

import { api, call, Recipient, recipientId } from '@porchlight/core'
import { Command } from 'commander'

import { fileDigest } from '../file-digest.ts'
import { lineTo } from '../instance-line.ts'
import { bar, plain, table, wrapped } from '../print.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { checkLog } from '../verify/log.ts'
import type { LogVerdict } from '../verify/log.ts'
import { filesOfDirectory, filesOfInstance } from '../verify/log-files.ts'
import type { LogFiles } from '../verify/log-files.ts'
import type { Check } from '../verify/proof.ts'
import { checkReceipt } from '../verify/receipt.ts'
import type { ReceiptVerdict } from '../verify/receipt.ts'
import { checkRequestFile } from '../verify/request.ts'
import type { RequestVerdict } from '../verify/request.ts'

interface ReceiptOptions {
  readonly log?: string
  readonly sealed?: readonly string[]
  readonly json?: true
}

interface RequestOptions {
  readonly log: string
  readonly json?: true
}

export function verifyCommand(tools: Tools): Command {
  return new Command('verify')
    .description('Check what the public log proves, without trusting the instance.')
    .addCommand(receiptCommand(tools))
    .addCommand(requestCommand(tools))
    .addCommand(logCommand(tools))
}

function receiptCommand(tools: Tools): Command {
  return new Command('receipt')
    .description('Check offline that an answer was logged, and what it was.')
    .argument('<file>', 'the receipt that was saved when sending (.tlog-proof)')
    .option('--log <vkey>', 'the log’s verifier key, from somewhere else than the receipt')
    .option('--sealed <files...>', 'sealed files that should belong to the answer')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', receiptHelp)
    .action(async (file: string, options: ReceiptOptions) => {
      await verifyReceipt(file, options, tools)
    })
}

const keyAdvice = `
Nothing is fetched. Get the log's key from somewhere that the instance does not
control (a newspaper, a neighbour, another day) and give it with --log.`

const receiptHelp = `${keyAdvice}

Example:
  porchlight verify receipt answer.tlog-proof --log 'porchlight.example/log+…'`

async function verifyReceipt(file: string, options: ReceiptOptions, tools: Tools): Promise<void> {
  const text = await readFile(file, 'utf8')
  const files = await Promise.all(
    (options.sealed ?? []).map(async (path) => ({
      name: basename(path),
      sha256: await fileDigest(path, tools.signal),
    })),
  )
  const verdict = checkReceipt({ text, logKey: options.log ?? null, files })
  tools.terminal.say(
    options.json === true
      ? JSON.stringify(verdict, null, 2)
      : verdictText(file, verdict, { facts: receiptFacts(verdict), notCovered: ofReceipt }),
  )
  if (!verdict.verified) throw new Refusal('This receipt does not hold.')
}

function requestCommand(tools: Tools): Command {
  return new Command('request')
    .description('Check offline that a request was signed and is in the public log.')
    .argument('<file>', 'the request as the instance gives it (/api/requests/r…)')
    .requiredOption('--log <vkey>', 'the log’s verifier key')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', requestHelp)
    .action(async (file: string, options: RequestOptions) => {
      await verifyRequest(file, options, tools)
    })
}

const requestHelp = `${keyAdvice}

Example:
  curl -s https://porchlight.example/api/requests/r0123456789ab -o request.json
  porchlight verify request request.json --log 'porchlight.example/log+…'`

async function verifyRequest(file: string, options: RequestOptions, tools: Tools): Promise<void> {
  const verdict = checkRequestFile({ text: await readFile(file, 'utf8'), logKey: options.log })
  tools.terminal.say(
    options.json === true
      ? JSON.stringify(verdict, null, 2)
      : verdictText(file, verdict, { facts: requestFacts(verdict), notCovered: ofRequest }),
  )
  if (!verdict.verified) throw new Refusal('This request does not hold.')
}

interface LogOptions {
  readonly log?: string
  readonly recipient?: string
  readonly json?: true
}

function logCommand(tools: Tools): Command {
  return new Command('log')
    .description('Read a whole log and check every entry: signature, tree, form, order.')
    .argument('<url-or-dir>', 'the instance’s address, or a directory with a copy of its log')
    .option('--log <vkey>', 'the log’s verifier key; needed for a directory')
    .option('--recipient <key>', 'also count the answers that were sealed to this key (age1…)')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', logHelp)
    .action(async (place: string, options: LogOptions) => {
      await verifyLog(place, options, tools)
    })
}

const logHelp = `
Without --log the key is taken from the instance itself: then this shows that the log
fits together, not that it is the one that others see.

Examples:
  porchlight verify log https://porchlight.example --log 'porchlight.example/log+…'
  porchlight verify log https://porchlight.example --recipient age1…`

async function verifyLog(place: string, options: LogOptions, tools: Tools): Promise<void> {
  const { terminal } = tools
  const input = await logAt(place, options, tools)
  const verdict = await checkLog({
    ...input,
    progress: (done, all) => {
      terminal.status(bar('entries', done, all))
    },
  })
  terminal.status('')
  const { recipient } = options
  const counted = recipient === undefined ? [] : recipientFacts(verdict, recipient)
  terminal.say(
    options.json === true
      ? JSON.stringify({ ...verdict, counts: plainCounts(verdict) }, null, 2)
      : verdictText(place, verdict, {
          facts: [...logFacts(verdict), ...counted],
          notCovered: recipient === undefined ? ofLog : [...ofLog, ...ofRecipient],
        }),
  )
  if (!verdict.verified) throw new Refusal('This log does not hold.')
}

async function logAt(
  place: string,
  { log }: LogOptions,
  tools: Tools,
): Promise<{ readonly files: LogFiles; readonly logKey: string }> {
  if (/^https?:/.test(place)) {
    const line = lineTo(place, tools)
    const logKey = log ?? (await call(line, api.instance, {})).logKey
    return { files: filesOfInstance(line.origin, tools), logKey }
  }
  if (log === undefined)
    throw new Refusal('A copy of a log does not say whose it is: give the key with --log.')
  return { files: filesOfDirectory(place), logKey: log }
}

function logFacts({ counts }: LogVerdict): VerdictWords['facts'] {
  if (counts === null) return []
  const { kinds } = counts
  return [
    ['  entries', String(counts.entries)],
    ['  requests', `${String(counts.requests)}, by ${String(counts.agencies)} agencies`],
    ['  answers', String(kinds['submission.sealed'])],
    ['  opened', String(kinds['custody.opened'])],
    ['  accepted', String(kinds['custody.accepted'])],
    ['  declined', String(kinds['custody.declined'])],
  ]
}

function recipientFacts({ counts }: LogVerdict, recipient: string): VerdictWords['facts'] {
  if (counts === null) return []
  const key = Recipient.safeParse(recipient)
  if (!key.success)
    throw new Refusal(`Not a key: ${recipient}`, ['Give a public key of age: age1…'])
  const count = counts.recipients.get(recipientId(key.data)) ?? 0
  return [['  to that key', String(count)]]
}

function plainCounts({ counts }: LogVerdict): object | null {
  return counts === null ? null : { ...counts, recipients: Object.fromEntries(counts.recipients) }
}

interface VerdictWords {
  readonly facts: readonly (readonly string[])[]
  readonly notCovered: readonly string[]
}

function verdictText(
  file: string,
  { verified, checks }: { readonly verified: boolean; readonly checks: readonly Check[] },
  { facts, notCovered }: VerdictWords,
): string {
  const lines = checks.map(({ holds, says }) => [holds ? '  holds' : '  FAILS', plain(says)])
  return [
    `${plain(file)}: ${verified ? 'VERIFIED' : 'NOT VERIFIED'}`,
    table(lines),
    ...(facts.length === 0 ? [] : ['', table(facts.map((row) => row.map(plain)))]),
    '',
    '  Not covered:',
    ...notCovered.map((sentence) => wrapped(sentence, '    ')),
  ].join('\n')
}

function receiptFacts({ details }: ReceiptVerdict): VerdictWords['facts'] {
  if (details?.entry.kind !== 'submission.sealed') return []
  return [
    ['  request', details.entry.request],
    ['  day', details.entry.day],
    ['  sealed to', details.entry.recipients.join(' ')],
    ['  instance', details.origin],
    ['  originals', details.originals.map(({ fileName }) => fileName).join(', ')],
  ]
}

function requestFacts({ published }: RequestVerdict): VerdictWords['facts'] {
  if (published === null) return []
  const { request } = published.signed
  return [
    ['  request', `${request.id}, version ${String(request.version)}`],
    ['  title', request.title],
    ['  asked by', `${published.agencyName} (${request.agency})`],
    ['  sealed to', request.recipient],
    ['  published', published.publishedAt],
  ]
}

const sameForAll =
  'That everybody is shown the same log: no witness has signed this checkpoint yet.'

const ofLog = [
  'That everybody is shown the same log: no witness has signed this checkpoint yet.',
  'Withdrawals, outcomes and refusals: they are not entries of the log yet.',
]

const ofRecipient = [
  'That nothing was sealed to this key by a program that is not ours, or by other means.',
]

const ofReceipt = [
  sameForAll,
  'That the agency opened, watched or used the clips: look for custody entries in the log.',
  'What the sealed files hold: only the recipients can open them.',
]

const ofRequest = [
  sameForAll,
  'That the key belongs to the agency: call it, with a number that you found yourself.',
  'What the file says beside the signed request: its state, and how many answered.',
]
