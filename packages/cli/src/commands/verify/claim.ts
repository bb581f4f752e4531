import { Recipient, RecipientId, recipientId } from '@porchlight/core'
import { Command } from 'commander'

import { looking, Refusal } from '../../refusal.ts'
import type { Tools } from '../../tools.ts'
import { checkClaim, ofClaim } from '../../verify/claim.ts'
import type { ClaimVerdict } from '../../verify/claim.ts'
import { plainRead, readLog, treeFacts } from './log.ts'
import { logAdvice, withTrust } from './options.ts'
import type { LogOptions } from './options.ts'
import { ofWitnesses, sayVerdict } from './verdict.ts'
import type { Facts } from './verdict.ts'

interface ClaimOptions extends LogOptions {
  readonly recipient: string
}

export function claimCommand(tools: Tools): Command {
  const command = new Command('claim')
    .description('Check the claim that nothing was ever sent to somebody: read off the whole log.')
    .argument('<url-or-dir>', 'the instance’s address, or a copy that `porchlight mirror` made')
    .requiredOption('--recipient <key>', 'whose key: age1…, or its name in the log (32 digits)')
  return withTrust(command)
    .addHelpText('after', help)
    .action(async (place: string, options: ClaimOptions) => {
      await verifyClaim(place, options, tools)
    })
}

const help = `
Every submission names in the log the keys that it was sealed to, and a client that keeps to
the protocol seals to no key that the log does not hold. So where no entry names a key, and
witnesses have cosigned the log, no such client ever sent anything to it.
${logAdvice}

Example:
  porchlight verify claim https://porchlight.example --recipient age1…`

async function verifyClaim(place: string, options: ClaimOptions, tools: Tools): Promise<void> {
  const recipient = recipientOf(options.recipient)
  const { verdict: log } = await looking(async () => await readLog(place, options, tools))
  const verdict = checkClaim(log, recipient)
  const { verified, checks, submissions, keyOf } = verdict
  const { read } = log
  sayVerdict(
    {
      name: place,
      what: 'This claim',
      verdict: { verified, checks },
      facts: read === null ? [] : [...treeFacts(read), ...ownerFacts(verdict)],
      notCovered: [...ofWitnesses(read?.witnesses ?? null), ...ofClaim],
      json: { recipient, submissions, keyOf, ...(read === null ? {} : plainRead(read)) },
    },
    tools,
    options.json === true,
  )
}

function recipientOf(text: string): RecipientId {
  const key = Recipient.safeParse(text)
  if (key.success) return recipientId(key.data)
  const id = RecipientId.safeParse(text)
  if (id.success) return id.data
  throw new Refusal(
    `Not a key: ${text}`,
    ['Give a public key of age (age1…), or the 32 digits by which the log names it.'],
    { status: 2 },
  )
}

function ownerFacts({ keyOf }: ClaimVerdict): Facts {
  if (keyOf.length === 0) return [['  that key', 'is named nowhere in the log']]
  return keyOf.map((owner) => ['  that key', `is of ${owner}`])
}
