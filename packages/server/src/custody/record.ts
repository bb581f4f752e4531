import { canonical, chainFault, custodyDigest, dayOf, Fault } from '@porchlight/core'
import type { Instant, SignedCustodyEvent } from '@porchlight/core'

import type { Db } from '../db/open.ts'
import type { Intent, Outbox } from '../log/outbox.ts'
import type { AgencyMember } from '../sign-in/sessions.ts'
import type { Submission } from '../submissions/store.ts'
import { eventsOf, isWithdrawn } from './store.ts'

export interface Recording {
  readonly submission: Submission & { readonly log_index: number }
  readonly member: AgencyMember
  /** The agency's signing key that is good now; what was recorded before may be signed with an earlier one. */
  readonly key: string
  readonly events: readonly SignedCustodyEvent[]
  readonly now: Instant
}

/**
 * Appends events to a submission's custody chain and to the log.
 *
 * @throws {Fault} `custody/bad-signature`, `custody/broken-chain` (also where a colleague was first),
 *   `submission/destroyed` where its owner was first, `log/unavailable`
 */
export async function record(outbox: Outbox, recording: Recording): Promise<void> {
  await outbox.enter(intentsOf(recording), async (tx) => {
    await append(tx, recording)
  })
}

function intentsOf({ submission, events, now }: Recording): readonly Intent[] {
  return events.map((signed) => ({
    entry: {
      kind: `custody.${signed.event.action}` as const,
      submission: submission.log_index,
      event: custodyDigest(signed),
      day: dayOf(now),
    },
    effect: {
      kind: 'custody',
      submission: submission.id,
      event: custodyDigest(signed),
      opens: signed.event.action === 'opened',
      destroys: signed.event.action === 'destroyed',
    },
  }))
}

async function append(tx: Db, { submission, member, key, events }: Recording): Promise<void> {
  if (await isWithdrawn(tx, submission.id)) throw new Fault('submission/destroyed')
  const before = await eventsOf(tx, submission.id)
  let last = before.at(-1) ?? null
  for (const [offset, signed] of events.entries()) {
    requireOwnWords(signed, submission.id, member)
    const because = chainFault(signed, last, [key])
    if (because === 'signature' || because === 'other-key') throw new Fault('custody/bad-signature')
    if (because !== null) throw new Fault('custody/broken-chain')
    last = signed
    await tx
      .insertInto('custody')
      .values({
        submission: submission.id,
        sequence: before.length + offset,
        event: custodyDigest(signed),
        signed: canonical(signed),
        log_index: null,
      })
      .execute()
  }
}

/** An event speaks of this submission, and of the person who is signed in. */
function requireOwnWords(
  { event }: SignedCustodyEvent,
  submission: string,
  member: AgencyMember,
): void {
  if (event.submission !== submission || event.by !== member.id) {
    throw new Fault('custody/bad-signature')
  }
}
