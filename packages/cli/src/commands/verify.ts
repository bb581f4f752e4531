import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

import { Command } from 'commander'

import { fileDigest } from '../file-digest.ts'
import { plain, table, wrapped } from '../print.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { checkReceipt } from '../verify/receipt.ts'
import type { ReceiptVerdict } from '../verify/receipt.ts'

interface VerifyOptions {
  readonly log?: string
  readonly sealed?: readonly string[]
  readonly json?: true
}

export function verifyCommand(tools: Tools): Command {
  const receipt = new Command('receipt')
    .description('Check offline that an answer was logged, and what it was.')
    .argument('<file>', 'the receipt that was saved when sending (.tlog-proof)')
    .option('--log <vkey>', 'the log’s verifier key, from somewhere else than the receipt')
    .option('--sealed <files...>', 'sealed files that should belong to the answer')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', receiptHelp)
    .action(async (file: string, options: VerifyOptions) => {
      await verifyReceipt(file, options, tools)
    })
  return new Command('verify')
    .description('Check what the public log proves, without trusting the instance.')
    .addCommand(receipt)
}

const receiptHelp = `
Nothing is fetched. Get the log's key from somewhere that the instance does not
control (a newspaper, a neighbour, another day) and give it with --log.

Example:
  porchlight verify receipt answer.tlog-proof --log 'porchlight.example/log+…'`

async function verifyReceipt(file: string, options: VerifyOptions, tools: Tools): Promise<void> {
  const text = await readFile(file, 'utf8')
  const files = await Promise.all(
    (options.sealed ?? []).map(async (path) => ({
      name: basename(path),
      sha256: await fileDigest(path, tools.signal),
    })),
  )
  const verdict = checkReceipt({ text, logKey: options.log ?? null, files })
  tools.terminal.say(
    options.json === true ? JSON.stringify(verdict, null, 2) : verdictText(file, verdict),
  )
  if (!verdict.verified) throw new Refusal('This receipt does not hold.')
}

function verdictText(file: string, { verified, checks, details }: ReceiptVerdict): string {
  const lines = checks.map(({ holds, says }) => [holds ? '  holds' : '  FAILS', plain(says)])
  const facts =
    details?.entry.kind === 'submission.sealed'
      ? table([
          ['  request', details.entry.request],
          ['  day', details.entry.day],
          ['  sealed to', details.entry.recipients.join(' ')],
          ['  instance', plain(details.origin)],
          ['  originals', details.originals.map(({ fileName }) => plain(fileName)).join(', ')],
        ])
      : ''
  return [
    `${plain(file)}: ${verified ? 'VERIFIED' : 'NOT VERIFIED'}`,
    table(lines),
    ...(facts === '' ? [] : ['', facts]),
    '',
    '  Not covered:',
    ...notCovered.map((sentence) => wrapped(sentence, '    ')),
  ].join('\n')
}

const notCovered = [
  'That everybody is shown the same log: no witness has signed this checkpoint yet.',
  'That the agency opened, watched or used the clips: look for custody entries in the log.',
  'What the sealed files hold: only the recipients can open them.',
]
