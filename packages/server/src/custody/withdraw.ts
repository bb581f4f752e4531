import { canonical, dayOf, Fault, toBase64Url, withdrawalDigest } from '@porchlight/core'
import type { Withdrawal } from '@porchlight/core'

import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Outbox } from '../log/outbox.ts'
import type { Objects } from '../objects/directory.ts'
import { findSubmission } from '../submissions/store.ts'
import type { Submission } from '../submissions/store.ts'
import { deleteDestroyed } from './destroy.ts'
import { eventsOf, isWithdrawn } from './store.ts'

export interface WithdrawParts extends World {
  readonly db: Database
  readonly outbox: Outbox
  readonly objects: Objects
}

/**
 * Takes an answer back for its owner: what was logged is logged as destroyed, its files are deleted. Asked
 * again, it goes on where it was stopped.
 *
 * @throws {Fault} `submission/opened` where the agency was first, `log/unavailable`
 */
export async function withdraw(parts: WithdrawParts, submission: Submission): Promise<void> {
  const { db, objects, outbox } = parts
  const { id, state, log_index } = submission
  if (state === 'open') {
    await dropUnfinished(parts, id)
    return
  }
  if (await isWithdrawn(db, id)) await outbox.drain()
  else if (state !== 'destroyed') await queue(parts, id, log_index)
  if ((await findSubmission(db, id)).state !== 'destroyed') throw new Fault('log/unavailable')
  await deleteDestroyed(db, objects)
}

/** The log never heard of it. */
async function dropUnfinished({ db, objects }: WithdrawParts, id: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { state } = await findSubmission(tx, id)
    // finished in the meantime: asked again, it is another case
    if (state !== 'open') throw new Fault('log/unavailable')
    await tx.deleteFrom('files').where('submission', '=', id).execute()
    await tx.deleteFrom('submissions').where('id', '=', id).execute()
  })
  await objects.remove(id)
}

async function queue(
  { outbox, now, random }: WithdrawParts,
  id: string,
  logIndex: number | null,
): Promise<void> {
  // its own entry is still on its way
  if (logIndex === null) throw new Fault('log/unavailable')
  const withdrawal = { withdrawn: id, salt: toBase64Url(random(32)) }
  const event = withdrawalDigest(withdrawal)
  const intent = {
    entry: { kind: 'custody.destroyed', submission: logIndex, event, day: dayOf(now()) },
    effect: { kind: 'custody', submission: id, event, opens: false, destroys: true },
  } as const
  await outbox.enter([intent], async (tx) => {
    await begin(tx, withdrawal)
  })
}

/** The same key as the first event of a chain has: of the owner and the agency, one is first. */
async function begin(tx: Db, withdrawal: Withdrawal): Promise<void> {
  const { withdrawn: submission } = withdrawal
  if ((await eventsOf(tx, submission)).length > 0) throw new Fault('submission/opened')
  const { state } = await findSubmission(tx, submission)
  if (state === 'destroyed' || (await isWithdrawn(tx, submission))) return
  await tx
    .insertInto('custody')
    .values({
      submission,
      sequence: 0,
      event: withdrawalDigest(withdrawal),
      signed: canonical(withdrawal),
      log_index: null,
    })
    .execute()
}
