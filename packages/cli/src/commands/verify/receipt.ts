import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'

import { Command } from 'commander'

import { fileDigest } from '@porchlight/owner/node'
import { looking } from '../../refusal.ts'
import type { Tools } from '../../tools.ts'
import { keyIn, readPolicy } from '../../verify/place.ts'
import { checkReceipt } from '../../verify/receipt.ts'
import type { ReceiptVerdict } from '../../verify/receipt.ts'
import { keyAdvice, withTrust } from './options.ts'
import type { LogOptions } from './options.ts'
import { ofWitnesses, sayVerdict } from './verdict.ts'
import type { Facts } from './verdict.ts'

interface ReceiptOptions extends LogOptions {
  readonly sealed?: readonly string[]
}

export function receiptCommand(tools: Tools): Command {
  const command = new Command('receipt')
    .description('Check offline that an answer was logged, what it was, and who cosigned it.')
    .argument('<file>', 'the receipt that was saved when sending (.tlog-proof)')
    .option('--sealed <files...>', 'sealed files that should belong to the answer')
  return withTrust(command)
    .addHelpText('after', help)
    .action(async (file: string, options: ReceiptOptions) => {
      await verifyReceipt(file, options, tools)
    })
}

const help = `${keyAdvice}

Examples:
  porchlight verify receipt answer.tlog-proof --log 'porchlight.example/log+…'
  porchlight verify receipt answer.tlog-proof --policy witnesses-i-trust.txt`

async function verifyReceipt(file: string, options: ReceiptOptions, tools: Tools): Promise<void> {
  const verdict = await looking(async () => await judge(file, options, tools))
  const { verified, checks, details } = verdict
  sayVerdict(
    {
      name: file,
      what: 'This receipt',
      verdict: { verified, checks },
      facts: receiptFacts(verdict),
      notCovered: [...ofWitnesses(verdict.witnesses), ...ofReceipt],
      json: { details },
    },
    tools,
    options.json === true,
  )
}

async function judge(file: string, options: ReceiptOptions, tools: Tools): Promise<ReceiptVerdict> {
  const text = await readFile(file, 'utf8')
  const policyText = options.policy === undefined ? null : await readPolicy(options.policy)
  const logKey = options.log ?? (policyText === null ? null : keyIn(policyText))
  const files = await Promise.all(
    (options.sealed ?? []).map(async (path) => ({
      name: basename(path),
      sha256: await fileDigest(path, tools.signal),
    })),
  )
  return checkReceipt({ text, logKey, files, policyText })
}

function receiptFacts({ details }: ReceiptVerdict): Facts {
  if (details?.entry.kind !== 'submission.sealed') return []
  return [
    ['  request', details.entry.request],
    ['  day', details.entry.day],
    ['  sealed to', details.entry.recipients.join(' ')],
    ['  instance', details.origin],
    ['  originals', details.originals.map(({ fileName }) => fileName).join(', ')],
  ]
}

const ofReceipt = [
  'That the agency opened, watched or used the clips: look for custody entries in the log.',
  'What the sealed files hold: only the recipients can open them.',
]
