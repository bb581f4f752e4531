import { Command } from 'commander'

import { bar } from '../../print.ts'
import { looking } from '../../refusal.ts'
import type { Tools } from '../../tools.ts'
import { checkLog } from '../../verify/log.ts'
import type { LogRead, LogVerdict } from '../../verify/log.ts'
import { findPlace } from '../../verify/place.ts'
import type { Place } from '../../verify/place.ts'
import { logAdvice, withTrust } from './options.ts'
import type { LogOptions } from './options.ts'
import { ofWitnesses, sayVerdict } from './verdict.ts'
import type { Facts } from './verdict.ts'

export function logCommand(tools: Tools): Command {
  const command = new Command('log')
    .description(
      'Read a whole log and check all of it: signature, tree, entries, order, witnesses.',
    )
    .argument('<url-or-dir>', 'the instance’s address, or a copy that `porchlight mirror` made')
  return withTrust(command)
    .addHelpText('after', help)
    .action(async (place: string, options: LogOptions) => {
      await verifyLog(place, options, tools)
    })
}

const help = `${logAdvice}

Examples:
  porchlight verify log https://porchlight.example --policy witnesses-i-trust.txt
  porchlight verify log ./porchlight-log`

async function verifyLog(place: string, options: LogOptions, tools: Tools): Promise<void> {
  const { verdict } = await looking(async () => await readLog(place, options, tools))
  const { verified, checks, read } = verdict
  sayVerdict(
    {
      name: place,
      what: 'This log',
      verdict: { verified, checks },
      facts: read === null ? [] : [...treeFacts(read), ...countFacts(read)],
      notCovered: [...ofWitnesses(read?.witnesses ?? null), ...ofLog],
      json: read === null ? {} : plainRead(read),
    },
    tools,
    options.json === true,
  )
}

/** Reads and judges the log at a place that a person named. @throws {Refusal} */
export async function readLog(
  place: string,
  options: LogOptions,
  tools: Tools,
): Promise<{ readonly place: Place; readonly verdict: LogVerdict }> {
  const found = await findPlace(place, options, tools)
  const verdict = await checkLog({
    ...found,
    progress: (done, all) => {
      tools.signal.throwIfAborted()
      tools.terminal.status(bar('entries', done, all))
    },
  })
  tools.terminal.status('')
  return { place: found, verdict }
}

/** The tree, and who has cosigned it when. */
export function treeFacts({ checkpoint, witnesses }: LogRead): Facts {
  return [
    ['  entries', String(checkpoint.size)],
    ['  root', Buffer.from(checkpoint.root).toString('base64')],
    ...witnesses.cosignatures.map(({ witness, at }) => ['  cosigned', `${witness}, ${at}`]),
  ]
}

function countFacts({ counts }: LogRead): Facts {
  const kinds = Object.entries(counts.kinds).filter(([, count]) => count > 0)
  return [
    ['  agencies', String(counts.agencies)],
    ['  requests', String(counts.requests)],
    ...kinds.map(([kind, count]) => [`  ${kind}`, String(count)]),
  ]
}

/** For programs. */
export function plainRead({ checkpoint, counts, witnesses }: LogRead): object {
  return {
    tree: {
      origin: checkpoint.origin,
      size: checkpoint.size,
      root: Buffer.from(checkpoint.root).toString('base64'),
    },
    cosignatures: witnesses.cosignatures,
    witnessesBy: witnesses.whose,
    counts: { ...counts, recipients: Object.fromEntries(counts.recipients) },
  }
}

const ofLog = [
  'Whether what the entries say is true, for example that a person with that name was asked: the log keeps people to what they said.',
  'What happened after this checkpoint.',
]
