import { api, dayOf, Fault, maxQuestions, maxQuestionsADay } from '@porchlight/core'
import type { SealedMessage, SubmissionId } from '@porchlight/core'

import type { World } from '../config.ts'
import { findReleased, inboxView } from '../custody/inbox.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import { isSuspended } from '../requests/store.ts'
import type { AgencyMember } from '../sign-in/sessions.ts'
import { findOwnSubmission, findSubmission } from '../submissions/store.ts'
import type { Submission } from '../submissions/store.ts'
import { addToFeed, addToThread, askedOn, threadOf } from './store.ts'

export interface ThreadParts extends Pick<World, 'now'> {
  readonly db: Database
}

/** Carries sealed questions to the feed and sealed replies to the inbox. What is in them it cannot tell. */
export function mountThreads(mount: Mount, parts: ThreadParts): void {
  const { db } = parts
  mount(api.askSender, async ({ id, ...message }, member) => {
    await db.transaction().execute(async (tx) => {
      await ask(tx, { id, ...message, member }, parts)
    })
    return await inboxView(db, await findSubmission(db, id))
  })
  mount(api.replyToQuestion, async ({ id, sealed }, { secret }) => {
    await db.transaction().execute(async (tx) => {
      await reply(tx, await findOwnSubmission(tx, id, secret), { ...parts, sealed })
    })
    return { kept: true }
  })
}

interface Asking {
  readonly id: SubmissionId
  readonly sealed: SealedMessage
  readonly kept: SealedMessage
  readonly member: AgencyMember
}

/** Whoever lost the answer to their call hands in the same files again: they are kept once. */
async function ask(
  tx: Db,
  { id, sealed, kept, member }: Asking,
  { now }: ThreadParts,
): Promise<void> {
  const { agency } = member
  const submission = await findReleased(tx, { id, agency, now: now() })
  requireOpened(submission)
  if (await isSuspended(tx, agency)) throw new Fault('agency/suspended')
  const asked = (await threadOf(tx, id)).filter(({ from }) => from === 'agency')
  if (asked.some((known) => known.sealed === kept)) return
  if (asked.length >= maxQuestions) throw new Fault('thread/full')
  const day = dayOf(now())
  if ((await askedOn(tx, agency, day)) >= maxQuestionsADay) throw new Fault('thread/too-many-today')
  if (!(await addToFeed(tx, sealed, now()))) throw new Fault('thread/feed-full')
  await addToThread(tx, id, { from: 'agency', day, sealed: kept })
}

/** As with questions, the same bytes are kept once. */
async function reply(
  tx: Db,
  submission: Submission,
  { sealed, now }: Pick<ThreadParts, 'now'> & { readonly sealed: SealedMessage },
): Promise<void> {
  requireOpened(submission)
  const thread = await threadOf(tx, submission.id)
  const replies = thread.filter(({ from }) => from === 'owner')
  if (replies.some((known) => known.sealed === sealed)) return
  if (replies.length >= thread.length - replies.length) throw new Fault('thread/nothing-asked')
  await addToThread(tx, submission.id, { from: 'owner', day: dayOf(now()), sealed })
}

/** Before an answer was opened nobody knows that its owner may be asked; after its end there is nobody to talk to. */
function requireOpened({ state, opened }: Submission): void {
  if (state === 'destroyed') throw new Fault('submission/destroyed')
  if (!opened) throw new Fault('submission/not-opened')
}
