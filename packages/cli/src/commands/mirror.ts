import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { openDirectoryStore } from '@porchlight/log/directory'
import { holdDataDirectory } from '@porchlight/server'
import { Command } from 'commander'

import { lineTo } from '../instance-line.ts'
import { copyLog } from '../mirror/copy.ts'
import type { CopyOutcome } from '../mirror/copy.ts'
import { copyFeeds } from '../mirror/feeds.ts'
import type { FeedOutcome } from '../mirror/feeds.ts'
import { pinnedKey } from '../mirror/key.ts'
import { bar } from '../print.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { filesOfInstance } from '../verify/log-files.ts'

interface MirrorOptions {
  readonly log?: string
  readonly json?: true
}

export function mirrorCommand(tools: Tools): Command {
  return new Command('mirror')
    .description('Copy an instance’s whole public log, verified, and keep the copy up to date.')
    .argument('<url>', 'the instance’s address')
    .argument('<dir>', 'where the copy is; made if it is not there')
    .option('--log <vkey>', 'the log’s verifier key, from somewhere else than the instance')
    .option('--json', 'print what was done as JSON')
    .addHelpText('after', help)
    .action(async (url: string, directory: string, options: MirrorOptions) => {
      await mirror({ url, directory, ...options }, tools)
    })
}

const help = `
Run it again to bring the copy up to date: it fetches what is new, and refuses a log that
does not continue what it had; the proof is then kept under <dir>/evidence. Stopped half
way, it goes on where it was. The key is kept at the first run, and never changed.

All of "porchlight verify" works on the copy, offline.

Examples:
  porchlight mirror https://porchlight.example ./porchlight-log
  porchlight verify log ./porchlight-log`

async function mirror(
  {
    url,
    directory,
    log: given,
    json,
  }: MirrorOptions & { readonly url: string; readonly directory: string },
  tools: Tools,
): Promise<void> {
  const { terminal } = tools
  const line = lineTo(url, tools)
  await mkdir(directory, { recursive: true })
  const hold = holdDataDirectory(directory)
  try {
    const to = openDirectoryStore(directory)
    const log = await pinnedKey({ to, line, given })
    const from = filesOfInstance(line.origin, tools)
    const outcome = await copyLog({
      from,
      to,
      log,
      progress: (done, all) => {
        tools.signal.throwIfAborted()
        terminal.status(bar('entries', done, all))
      },
    })
    const { checkpoint } = outcome
    const feeds = outcome.outcome === 'copied' ? await copyFeeds({ from, to, checkpoint }) : null
    terminal.status('')
    if (json === true) terminal.say(JSON.stringify({ ...plainOutcome(outcome), feeds }))
    else if (outcome.outcome === 'copied') terminal.say(copiedText(directory, outcome))
    if (outcome.outcome !== 'copied') throw refusalFor(directory, outcome)
    if (feeds !== null) requireFeeds(feeds)
  } finally {
    hold.release()
  }
}

function copiedText(
  directory: string,
  { checkpoint, added }: Extract<CopyOutcome, { outcome: 'copied' }>,
): string {
  return `${directory} holds all ${String(checkpoint.size)} entries of ${checkpoint.origin}; ${String(added)} of them are new.`
}

function plainOutcome(outcome: CopyOutcome): object {
  const { size, origin } = outcome.checkpoint
  const seen = { outcome: outcome.outcome, origin, size }
  if (outcome.outcome === 'copied') return { ...seen, added: outcome.added }
  const held = { ...seen, held: outcome.held.size }
  return outcome.outcome === 'forked' ? { ...held, evidence: outcome.evidence } : held
}

/** @throws {Refusal} where the instance does not serve what its log names */
function requireFeeds({ missing, altered }: FeedOutcome): void {
  const wrong = [
    ...missing.map((number) => `Feed ${String(number)} is missing.`),
    ...altered.map((number) => `Feed ${String(number)} is not the one that the log names.`),
  ]
  if (wrong.length > 0)
    throw new Refusal('The log was copied, and the instance does not serve its feeds.', wrong)
}

function refusalFor(
  directory: string,
  outcome: Exclude<CopyOutcome, { outcome: 'copied' }>,
): Refusal {
  const { origin, size } = outcome.checkpoint
  const held = String(outcome.held.size)
  if (outcome.outcome === 'older')
    return new Refusal(
      `${origin} now shows ${String(size)} entries, and it had signed for ${held} before.`,
      ['What it shows is the beginning of what it had. The copy was not changed.'],
    )
  return new Refusal(`FORK: ${origin} has signed two histories that cannot both be true.`, [
    `Of ${held} entries before, of ${String(size)} now. The proof is in`,
    `${join(directory, outcome.evidence)}: publish it.`,
    'Anybody can check it: porchlight verify fork FILE --log KEY',
    'The copy was not changed.',
  ])
}
