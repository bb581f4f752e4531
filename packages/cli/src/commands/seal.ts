import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { dayOf, Fault, maxClips } from '@porchlight/core'
import { sealAnswer } from '@porchlight/owner'
import type { SealedAnswer } from '@porchlight/owner'
import { nodeTools } from '@porchlight/owner/node'
import type { Cut } from '@porchlight/owner/node'
import { Command } from 'commander'

import { lineTo } from '../instance-line.ts'
import { bar, plain } from '../print.ts'
import { Refusal } from '../refusal.ts'
import { prepareClip } from '../seal/clip.ts'
import type { PreparedClip } from '../seal/clip.ts'
import { parseCut } from '../seal/cut.ts'
import { deliver } from '../seal/deliver.ts'
import { dryRunText } from '../seal/dry-run.ts'
import { leavingTable, requestCard } from '../seal/table.ts'
import { trustedRequest } from '../seal/trusted-request.ts'
import type { TrustedRequest } from '../seal/trusted-request.ts'
import type { Tools } from '../tools.ts'

interface SealOptions {
  readonly to: string
  readonly cut?: Cut
  readonly audio?: true
  readonly original?: true
  readonly statement?: string
  readonly dryRun?: true
  readonly receipt?: string
  readonly log?: string
  readonly policy?: string
  readonly invite?: string
  readonly yes?: true
}

export function sealCommand(tools: Tools): Command {
  return new Command('seal')
    .description('Answer a request with video files: copied, sealed on this machine, then sent.')
    .argument('<request>', 'the request’s name (r…), or the address of its page')
    .argument('<files...>', 'video files, up to 200')
    .requiredOption('--to <url>', 'the address of the instance')
    .option('--cut <from-to>', 'send only this part of each file, e.g. 0:05-0:30', parseCut)
    .option('--audio', 'keep the sound; it is removed otherwise')
    .option('--original', 'send the untouched files, with everything in them')
    .option('--statement <text>', 'words of your own for the agency')
    .option('--dry-run', 'show exactly what would leave, and send nothing')
    .option('--receipt <file>', 'where to save the receipt (default: REQUEST-DAY.tlog-proof)')
    .option('--log <vkey>', 'the log’s verifier key, if you know it from elsewhere')
    .option('--policy <file>', 'the log’s witnesses, if you know them from elsewhere')
    .option('--invite <code>', 'your household’s code, where the instance asks for one')
    .option('--yes', 'do not ask')
    .addHelpText('after', help)
    .action(async (request: string, files: readonly string[], options: SealOptions) => {
      await seal({ request, files, options }, tools)
    })
}

const help = `
The request is fetched and checked first: signature, agency key, public log, rules,
expiry. Copies are encoded anew by ffmpeg without names, dates, positions or sound.
You see what goes and what stays before anything goes. Nobody signs in, nothing is
kept, temporary files are deleted. A lost connection is waited out: Ctrl-C ends it.

Examples:
  porchlight seal r0123456789ab garage.mp4 --to https://porchlight.example --dry-run
  porchlight seal r0123456789ab door.mp4 --cut 0:40-1:15 --to https://porchlight.example`

interface Sealing {
  readonly request: string
  readonly files: readonly string[]
  readonly options: SealOptions
}

async function seal(sealing: Sealing, tools: Tools): Promise<void> {
  const { request, files, options } = sealing
  const { terminal, now, temporary } = tools
  requirePossible(sealing, tools)
  const line = lineTo(options.to, tools)
  const policyText = options.policy === undefined ? null : await readFile(options.policy, 'utf8')
  const asked = { line, request, logKey: options.log ?? null, policyText }
  const trusted = await trustedRequest(asked, tools)
  const receipt =
    options.receipt ?? `${trusted.published.signed.request.id}-${dayOf(now())}.tlog-proof`
  if (options.dryRun !== true) await requireFree(receipt)
  terminal.say(`${requestCard(trusted)}\n`)
  const directory = await mkdtemp(join(temporary, 'porchlight-seal-'))
  try {
    const clips = await prepareAll(files, { trusted, options, directory }, tools)
    const answer = await answerOf(clips, { trusted, options }, tools)
    terminal.say(leavingTable({ trusted, clips, manifest: answer.manifest }))
    if (options.dryRun === true) {
      terminal.say(`\n${dryRunText(answer, clips)}`)
      return
    }
    if (!(await agreed(options, tools))) throw new Refusal('Nothing was sent.')
    const text = await deliver(
      { line, trusted, invite: options.invite ?? null, answer, clips },
      tools,
    )
    await writeFile(receipt, text, { flag: 'wx', mode: ownerOnly })
    terminal.say(sentText(receipt, clips))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** A receipt names the originals: for the account that sent them and nobody else. */
const ownerOnly = 0o600

function requirePossible({ files, options }: Sealing, { terminal }: Tools): void {
  if (files.length > maxClips) throw new Fault('submission/too-many-clips')
  if (options.original === true && options.cut !== undefined)
    throw new Refusal('An untouched original cannot be cut: leave out --original or --cut.')
  if (options.dryRun !== true && options.yes !== true && !terminal.interactive)
    throw new Refusal('Nobody can be asked here.', [
      'Look with --dry-run first, then send with --yes.',
    ])
}

async function requireFree(path: string): Promise<void> {
  const taken = await access(path).then(
    () => true,
    () => false,
  )
  if (taken)
    throw new Refusal(`There is a file of that name already: ${path}`, [
      'Say where the receipt goes: --receipt FILE',
    ])
}

interface Preparing {
  readonly trusted: TrustedRequest
  readonly options: SealOptions
  readonly directory: string
}

async function prepareAll(
  files: readonly string[],
  { trusted, options, directory }: Preparing,
  tools: Tools,
): Promise<readonly PreparedClip[]> {
  const clips: PreparedClip[] = []
  for (const [at, file] of files.entries()) {
    const label = `${String(at + 1)}/${String(files.length)} ${plain(basename(file)).slice(-30)}`
    const clip = await prepareClip(
      file,
      {
        recipients: [trusted.published.signed.request.recipient],
        cut: options.cut ?? null,
        audio: options.audio === true,
        original: options.original === true,
        directory,
        progress: (stage, part) => {
          tools.terminal.status(bar(`${label} ${stage}`, part, 1))
        },
      },
      tools,
    )
    clips.push(clip)
  }
  tools.terminal.status('')
  return clips
}

async function answerOf(
  clips: readonly PreparedClip[],
  { trusted, options }: Pick<Preparing, 'trusted' | 'options'>,
  { now }: Tools,
): Promise<SealedAnswer> {
  const { statement } = options
  return await sealAnswer(
    {
      signed: trusted.published.signed,
      clips: clips.map(({ sealed }) => sealed),
      rungs: statement === undefined ? {} : { statement },
      day: dayOf(now()),
    },
    nodeTools,
  )
}

async function agreed(options: SealOptions, { terminal }: Tools): Promise<boolean> {
  if (options.yes === true) return true
  const answer = await terminal.ask('\nSend this? Type yes or no: ')
  return /^y(?:es)?$/i.test(answer?.trim() ?? '')
}

function sentText(receipt: string, clips: readonly PreparedClip[]): string {
  const count = clips.length === 1 ? 'one clip' : `${String(clips.length)} clips`
  return [
    '',
    `Sent ${count}; the public log holds the answer. Receipt: ${receipt}`,
    'Keep it, and the originals. It shows later what you sent, and that it was logged:',
    `  porchlight verify receipt ${receipt}`,
  ].join('\n')
}
