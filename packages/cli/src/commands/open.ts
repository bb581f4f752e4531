import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { api, call, Fault } from '@porchlight/core'
import type { FaultCode, OwnRequest, RequestId } from '@porchlight/core'
import { Command } from 'commander'

import { lineTo } from '../instance-line.ts'
import { openable } from '../open/inbox.ts'
import type { Inbox } from '../open/inbox.ts'
import { keepSealed, keptSubmissions } from '../open/kept.ts'
import { keyringFromWraps, keysFromFile } from '../open/keys.ts'
import { openLog } from '../open/log-entry.ts'
import { requirePresent } from '../open/present-keys.ts'
import type { SealedSubmission } from '../open/sealed-submission.ts'
import { signIn } from '../open/sign-in.ts'
import { Tally } from '../open/tally.ts'
import { writeSubmission } from '../open/write-submission.ts'
import { bar } from '../print.ts'
import { Refusal } from '../refusal.ts'
import { requestId } from '../request-argument.ts'
import type { Tools } from '../tools.ts'

interface OpenOptions {
  readonly out: string
  readonly request?: RequestId
  readonly code?: string
  readonly cookie?: string
  readonly key?: string
  readonly keepSealed?: true
}

export function openCommand(tools: Tools): Command {
  return new Command('open')
    .description('Open the answers to an agency’s requests, and verify every byte.')
    .argument('<url-or-dir>', 'the instance’s address, or a directory of sealed files')
    .requiredOption('--out <dir>', 'where the clips go')
    .option('--request <id>', 'only the answers to this request', requestId)
    .option('--code <code>', 'a one-time code from the agency workspace')
    .option('--cookie <cookie>', 'or the session cookie of a browser')
    .option('--key <file>', 'the agency’s key file; else its passphrase is asked')
    .option('--keep-sealed', 'keep the sealed files too, to open them again without the instance')
    .addHelpText('after', help)
    .action(async (from: string, options: OpenOptions) => {
      await openAnswers(from, options, tools)
    })
}

const help = `
Opening is signed with the agency's key and recorded in the public log before the first
byte is downloaded. Each answer becomes a directory: its clips, manifest.json and
custody.json. Lengths, digests and the log's commitment are checked; a clip that fails
is named and nothing of it is left. The passphrase may stand in PORCHLIGHT_PASSPHRASE.

Examples:
  porchlight open https://porchlight.example --code CODE --out case-4417
  porchlight open case-4417 --key agency.key --out again`

async function openAnswers(from: string, options: OpenOptions, tools: Tools): Promise<void> {
  const tally = new Tally(tools.terminal)
  await mkdir(options.out, { recursive: true })
  if (/^https?:/.test(from)) await openRemote(from, options, { tools, tally })
  else await openDirectory(from, options, { tools, tally })
  tools.terminal.say(tally.total(options.out))
  if (tally.failed > 0) throw new Refusal(`${String(tally.failed)} could not be opened; see above.`)
}

interface Context {
  readonly tools: Tools
  readonly tally: Tally
}

async function openRemote(
  address: string,
  options: OpenOptions,
  { tools, tally }: Context,
): Promise<void> {
  const base = lineTo(address, tools)
  const { line, member, agency } = await signIn(base, options)
  const keys = options.key === undefined ? null : await keysFromFile(options.key, tools)
  if (keys?.kind === 'identity')
    throw new Refusal('Opening is signed: that needs the agency’s keyring, not one request’s key.')
  const keyring = keys?.keyring ?? (await keyringFromWraps(agency.keyring, tools))
  requirePresent(keyring, agency)
  const { logKey } = await call(line, api.instance, {})
  const inbox: Inbox = { line, member, keyring, log: await openLog(line, logKey) }
  for (const own of await requestsToOpen(inbox, options))
    for await (const submission of openable(inbox, own, tools)) {
      const kept = join(options.out, submission.name, 'sealed')
      if (options.keepSealed === true) await keepSealed(kept, submission.facts, submission.read)
      await openOne(submission, options, { tools, tally })
    }
}

async function requestsToOpen(
  { line }: Inbox,
  { request }: OpenOptions,
): Promise<readonly OwnRequest[]> {
  const { requests } = await call(line, api.ownRequests, {})
  if (request === undefined) return requests.filter(({ submissions }) => submissions > 0)
  const found = requests.filter(({ signed }) => signed.request.id === request)
  if (found.length === 0) throw new Refusal(`Your agency has no request ${request}`)
  return found
}

async function openDirectory(
  directory: string,
  options: OpenOptions,
  { tools, tally }: Context,
): Promise<void> {
  if (!(await stat(directory)).isDirectory())
    throw new Refusal(`Neither an address nor a directory: ${directory}`)
  if (options.key === undefined)
    throw new Refusal('Without an instance the key must be given: --key FILE')
  const keys = await keysFromFile(options.key, tools)
  for (const submission of await keptSubmissions(directory, keys))
    await openOne(submission, options, { tools, tally })
}

async function openOne(
  submission: SealedSubmission,
  { out }: OpenOptions,
  { tools, tally }: Context,
): Promise<void> {
  const { terminal, signal } = tools
  try {
    const opened = await writeSubmission(submission, {
      out,
      signal,
      progress: (clip, bytes) => {
        terminal.status(bar(`opening ${clip.name}`, bytes, clip.bytes))
      },
    })
    tally.add(submission, opened)
  } catch (error) {
    // one answer that does not open keeps nobody from the others
    if (!(error instanceof Fault) || !isAboutFiles(error.code)) throw error
    tally.fail(submission, error.code)
  }
}

function isAboutFiles(code: FaultCode): boolean {
  return code === 'submission/altered' || code.startsWith('seal/')
}
