import { Digest, RequestId, SubmissionId } from '@porchlight/core'
import { z } from 'zod'

import type { Db } from '../db/open.ts'

/** What becomes true once an entry is in a published checkpoint. */
export const Effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('publish'), request: RequestId }),
  z.strictObject({ kind: z.literal('seal'), submission: SubmissionId }),
  z.strictObject({
    kind: z.literal('custody'),
    submission: SubmissionId,
    event: Digest,
    opens: z.boolean(),
  }),
])
export type Effect = z.infer<typeof Effect>

/** Applies an effect; in the transaction that settles its entry. */
export async function apply(tx: Db, effect: Effect, log_index: number): Promise<void> {
  switch (effect.kind) {
    case 'publish':
      await tx.updateTable('requests').set({ log_index }).where('id', '=', effect.request).execute()
      return
    case 'seal':
      await tx
        .updateTable('submissions')
        .set({ state: 'sealed', log_index })
        .where('id', '=', effect.submission)
        .execute()
      return
    case 'custody':
      await applyCustody(tx, effect, log_index)
  }
}

async function applyCustody(
  tx: Db,
  { submission, event, opens }: Extract<Effect, { kind: 'custody' }>,
  log_index: number,
): Promise<void> {
  await tx.updateTable('custody').set({ log_index }).where('event', '=', event).execute()
  if (!opens) return
  await tx.updateTable('submissions').set({ opened: 1 }).where('id', '=', submission).execute()
}
