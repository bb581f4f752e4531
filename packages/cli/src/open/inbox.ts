import { requestDigestsOf, unwrapRequestKey, vaultsOf } from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import {
  api,
  call,
  codeOf,
  custodyDigest,
  Fault,
  fromBase64,
  sealedFilePath,
  sign,
} from '@porchlight/core'
import type {
  ClipName,
  CustodyEvent,
  InboxSubmission,
  Instant,
  Line,
  Member,
  OwnRequest,
  SubmissionId,
} from '@porchlight/core'
import type { LogReader } from '@porchlight/log'

import type { Tools } from '../tools.ts'
import type { KeptFacts } from './kept.ts'
import { sealedEntryAt } from './log-entry.ts'
import type { SealedSubmission } from './sealed-submission.ts'

/** A member of the agency, signed in, with the agency's keys and a verified log. */
export interface Inbox {
  readonly line: Line
  readonly member: Member
  readonly keyring: Keyring
  readonly log: LogReader
}

/**
 * The released answers to one request, oldest first, one at a time. Before one is given its opening
 * is recorded: signed, chained, and in the public log.
 *
 * @yields answers ready to be opened
 */
export async function* openable(
  inbox: Inbox,
  own: OwnRequest,
  tools: Tools,
): AsyncGenerator<SealedSubmission & { readonly facts: KeptFacts }, void, undefined> {
  const { signed, wrappedKey } = own
  const { id, recipient } = signed.request
  const { submissions } = await call(inbox.line, api.inbox, { id })
  if (submissions.length === 0) return
  const wrapped = fromBase64(wrappedKey) ?? new Uint8Array()
  const { identity } = await unwrapRequestKey(wrapped, vaultsOf(inbox.keyring), recipient)
  for (const listed of submissions.filter(({ destroyed }) => !destroyed)) {
    const submission = await recordOpened(inbox, listed, tools)
    const entry = await sealedEntryAt(inbox.log, submission.logIndex)
    yield {
      name: submission.id,
      identity,
      expected: {
        request: id,
        requestDigests: requestDigestsOf(own),
        commitment: entry.commitment,
        sealed: submission.files.map(({ sha256 }) => sha256),
      },
      custody: submission.custody,
      exporting: async (clips) =>
        (await recordExported(inbox, submission, { clips, now: tools.now() })).custody,
      facts: { own, submission, entry },
      read: (file) => download(inbox.line, submission.id, file),
    }
  }
}

/**
 * Records that clips were saved on this machine, where no program of ours can take them back.
 *
 * @returns the submission with its longer chain
 */
async function recordExported(
  { line, member, keyring }: Inbox,
  submission: InboxSubmission,
  { clips, now }: { readonly clips: readonly ClipName[]; readonly now: Instant },
): Promise<InboxSubmission> {
  const before = new Set(
    submission.custody.flatMap(({ event }) => (event.action === 'exported' ? [event.clip] : [])),
  )
  let last = submission.custody.at(-1)
  const events = clips
    .filter((clip) => !before.has(clip))
    .map((clip) => {
      const previous = last === undefined ? null : custodyDigest(last)
      const about = { submission: submission.id, at: now, by: member.id, previous }
      const event: CustodyEvent = { action: 'exported', clip, ...about }
      last = { event, signature: sign('porchlight/custody/v1', event, keyring.signing) }
      return last
    })
  if (events.length === 0) return submission
  return await call(line, api.recordCustody, { id: submission.id, events })
}

async function recordOpened(
  { line, member, keyring }: Inbox,
  submission: InboxSubmission,
  { now }: Tools,
): Promise<InboxSubmission> {
  // once opened is opened: opening again is seen in the agency's own access, not in the chain
  if (submission.custody.length > 0) return submission
  const event: CustodyEvent = {
    action: 'opened',
    submission: submission.id,
    at: now(),
    by: member.id,
    previous: null,
  }
  const signature = sign('porchlight/custody/v1', event, keyring.signing)
  const events = [{ event, signature }]
  try {
    return await call(line, api.recordCustody, { id: submission.id, events })
  } catch (error) {
    // a colleague opened it a moment ago
    if (!(error instanceof Fault) || error.code !== 'custody/broken-chain') throw error
    const { submissions } = await call(line, api.inbox, { id: submission.request })
    return submissions.find(({ id }) => id === submission.id) ?? submission
  }
}

/** @yields the bytes of a sealed file */
async function* download(
  line: Line,
  submission: SubmissionId,
  file: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const url = new URL(sealedFilePath(submission, file), line.origin)
  const response = await line.send(new Request(url))
  if (!response.ok) throw new Fault(codeOf(await response.json()))
  if (response.body !== null) yield* response.body
}
