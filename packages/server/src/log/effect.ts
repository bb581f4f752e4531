import {
  AgencyId,
  Digest,
  Instant,
  legalClasses,
  Outcome,
  PartnerId,
  Recipient,
  RequestId,
  RequestState,
  SubmissionId,
} from '@porchlight/core'
import { z } from 'zod'

import { keepFact } from '../db/facts.ts'
import type { Db } from '../db/open.ts'
import { putInPlace } from '../requests/earlier.ts'
import { dropThread } from '../threads/store.ts'

/** What becomes true once an entry is in a published checkpoint. */
export const Effect = z.discriminatedUnion('kind', [
  /** What the log says of the instance itself, so that it is said again only when it has changed. */
  z.strictObject({
    kind: z.literal('fact'),
    name: z.enum(['log.rules', 'log.release', 'map.accepted', 'map.refused']),
    value: Digest,
  }),
  z.strictObject({ kind: z.literal('admit'), agency: AgencyId, at: Instant }),
  z.strictObject({ kind: z.literal('key'), agency: AgencyId, number: z.int().min(0) }),
  z.strictObject({ kind: z.literal('suspend'), agency: AgencyId }),
  z.strictObject({
    kind: z.literal('partner'),
    partner: PartnerId,
    status: z.enum(['announced', 'active', 'ended']),
  }),
  z.strictObject({ kind: z.literal('partner-key'), recipient: Recipient }),
  z.strictObject({ kind: z.literal('token-key'), id: Digest }),
  z.strictObject({ kind: z.literal('legal'), class: z.enum(legalClasses) }),
  z.strictObject({ kind: z.literal('publish'), request: RequestId }),
  z.strictObject({
    kind: z.literal('version'),
    request: RequestId,
    draft: z.int().min(1),
    version: z.int().min(2),
  }),
  z.strictObject({ kind: z.literal('refuse-draft'), request: RequestId, draft: z.int().min(1) }),
  z.strictObject({
    kind: z.literal('end'),
    request: RequestId,
    state: RequestState,
    outcome: Outcome.nullable(),
    at: Instant,
  }),
  z.strictObject({ kind: z.literal('overdue'), request: RequestId, submissions: z.int().min(1) }),
  z.strictObject({ kind: z.literal('feed'), number: z.int().min(1) }),
  z.strictObject({ kind: z.literal('seal'), submission: SubmissionId }),
  z.strictObject({
    kind: z.literal('custody'),
    submission: SubmissionId,
    event: Digest,
    opens: z.boolean(),
    destroys: z.boolean(),
  }),
])
export type Effect = z.infer<typeof Effect>

type EffectOf<K extends Effect['kind']> = Extract<Effect, { readonly kind: K }>

/** Applies an effect; in the transaction that settles its entry. */
export async function apply(tx: Db, effect: Effect, log_index: number): Promise<void> {
  await applied(tx, effect.kind, { effect, log_index })
}

async function applied<K extends Effect['kind']>(
  tx: Db,
  kind: K,
  { effect, log_index }: { readonly effect: EffectMap[K]; readonly log_index: number },
): Promise<void> {
  await appliers[kind](tx, effect, log_index)
}

type EffectMap = { readonly [K in Effect['kind']]: EffectOf<K> }

const appliers: {
  readonly [K in Effect['kind']]: (
    tx: Db,
    effect: EffectMap[K],
    log_index: number,
  ) => Promise<unknown>
} = {
  fact: async (tx, { name, value }) => {
    await keepFact(tx, name, value)
  },
  admit: async (tx, { agency, at }, log_index) =>
    await tx
      .updateTable('agencies')
      .set({
        admitted_at: at,
        admission_index: log_index,
        suspended_at: null,
        suspension_index: null,
      })
      .where('id', '=', agency)
      .execute(),
  key: async (tx, { agency, number }, log_index) =>
    await tx
      .updateTable('agency_keys')
      .set({ log_index })
      .where('agency', '=', agency)
      .where('number', '=', number)
      .execute(),
  suspend: async (tx, { agency }, log_index) =>
    await tx
      .updateTable('agencies')
      .set({ suspension_index: log_index })
      .where('id', '=', agency)
      .execute(),
  partner: async (tx, { partner, status }, log_index) =>
    await tx
      .updateTable('partners')
      .set({ status, [partnerIndexes[status]]: log_index })
      .where('id', '=', partner)
      .execute(),
  'partner-key': async (tx, { recipient }, log_index) =>
    await tx
      .updateTable('partner_keys')
      .set({ log_index })
      .where('recipient', '=', recipient)
      .execute(),
  'token-key': async (tx, { id }, log_index) =>
    await tx.updateTable('token_keys').set({ log_index }).where('id', '=', id).execute(),
  legal: async (tx, { class: served }, log_index) =>
    await tx.updateTable('legal_counts').set({ log_index }).where('class', '=', served).execute(),
  publish: async (tx, { request }, log_index) =>
    await tx.updateTable('requests').set({ log_index }).where('id', '=', request).execute(),
  version: putInPlace,
  'refuse-draft': async (tx, { request, draft }) =>
    await tx
      .updateTable('new_versions')
      .set({ state: 'refused', ending: null })
      .where('request', '=', request)
      .where('draft', '=', draft)
      .execute(),
  end: async (tx, { request, state, outcome, at }) =>
    await tx
      .updateTable('requests')
      .set({ state, outcome, ending: null, ended_at: at })
      .where('id', '=', request)
      .execute(),
  overdue: async (tx, { request, submissions }) =>
    await tx
      .updateTable('requests')
      .set({ overdue: submissions })
      .where('id', '=', request)
      .execute(),
  feed: async (tx, { number }, log_index) =>
    await tx.updateTable('feeds').set({ log_index }).where('number', '=', number).execute(),
  seal: async (tx, { submission }, log_index) =>
    await tx
      .updateTable('submissions')
      .set({ state: 'sealed', log_index })
      .where('id', '=', submission)
      .execute(),
  custody: applyCustody,
}

/** Where the entry of each status is kept. */
const partnerIndexes = {
  announced: 'announced_index',
  active: 'activated_index',
  ended: 'ended_index',
} as const

async function applyCustody(
  tx: Db,
  { submission, event, opens, destroys }: EffectOf<'custody'>,
  log_index: number,
): Promise<void> {
  await tx.updateTable('custody').set({ log_index }).where('event', '=', event).execute()
  if (opens)
    await tx.updateTable('submissions').set({ opened: 1 }).where('id', '=', submission).execute()
  if (!destroys) return
  await tx
    .updateTable('submissions')
    .set({ state: 'destroyed', notes: null })
    .where('id', '=', submission)
    .execute()
  await dropThread(tx, submission)
}
