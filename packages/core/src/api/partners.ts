import { z } from 'zod'

import { legalClasses } from '../entry.ts'
import { PartnerId, Recipient } from '../id.ts'
import { Instant } from '../instant.ts'
import { NewPartner, PartnerProfile, TypedRecipient } from '../partner.ts'
import { endpoint } from './endpoint.ts'
import { LoggedEntry } from './public.ts'

const partnerStatuses = ['announced', 'active', 'ended'] as const

/** A partner as the log tells it, and the profile whose digest the log holds. */
export const PublicPartner = z.object({
  profile: PartnerProfile,
  status: z.enum(partnerStatuses),
  /** In the order in which they were announced; `entry` is the log's `partner.key`. */
  keys: z.array(z.object({ recipient: Recipient, entry: LoggedEntry })),
  /** The log's `partner.announced`: not active before its `notice`. */
  announcement: LoggedEntry,
  activation: LoggedEntry.nullable(),
  ending: LoggedEntry.nullable(),
})
export type PublicPartner = z.infer<typeof PublicPartner>

/** Stewards who said yes so far. */
const Yeses = z.object({ given: z.int().min(0), byYou: z.boolean() })

export const DeskPartner = z.object({
  profile: PartnerProfile,
  /** `entered`: known to stewards only. */
  status: z.enum(['entered', ...partnerStatuses]),
  /** Whether its next status is on its way into the log. */
  waiting: z.boolean(),
  /** Null before it is announced. */
  notice: Instant.nullable(),
  /** Of its next step: to announce it, or to activate it. */
  yeses: Yeses,
  /** `from` is null while stewards have yet to say yes to it. */
  keys: z.array(z.object({ recipient: Recipient, from: Instant.nullable(), yeses: Yeses })),
})
export type DeskPartner = z.infer<typeof DeskPartner>

/** Legal process of one class, all of it so far. */
export const LegalCount = z.object({
  class: z.enum(legalClasses),
  count: z.int().min(0),
  /** The log's newest `legal.counted` of this class; null before the first. */
  entry: LoggedEntry.nullable(),
})
export type LegalCount = z.infer<typeof LegalCount>

const legalCounts = z.object({ counts: z.array(LegalCount) })

export const partnersApi = {
  listPartners: endpoint({
    method: 'GET',
    path: '/api/partners',
    summary: 'Every partner that was ever announced, with the proofs of its entries',
    caller: 'anybody',
    input: z.object({}),
    output: z.object({ partners: z.array(PublicPartner) }),
    faults: [],
  }),
  getPartner: endpoint({
    method: 'GET',
    path: '/api/partners/:id',
    summary: 'One partner: its profile, keys and status, with the proofs of its entries',
    caller: 'anybody',
    input: z.object({ id: PartnerId }),
    output: PublicPartner,
    faults: ['partner/not-found'],
  }),
  listLegal: endpoint({
    method: 'GET',
    path: '/api/legal',
    summary: 'Legal process against the instance, counted by class, with the proofs',
    caller: 'anybody',
    input: z.object({}),
    output: legalCounts,
    faults: [],
  }),
}

export const partnersDeskApi = {
  deskPartners: endpoint({
    method: 'GET',
    path: '/api/desk/partners',
    summary: 'Every partner, those that are not announced yet among them',
    caller: 'steward',
    input: z.object({}),
    output: z.object({
      partners: z.array(DeskPartner),
      noticeDays: z.int().min(0),
      yesesNeeded: z.int().min(1),
    }),
    faults: [],
  }),
  enterPartner: endpoint({
    method: 'POST',
    path: '/api/desk/partners',
    summary: 'Enter a partner; nothing is public before it is announced',
    caller: 'steward',
    input: z.object({ partner: NewPartner }),
    output: z.object({ id: PartnerId }),
    faults: ['partner/key-known'],
  }),
  dropPartner: endpoint({
    method: 'POST',
    path: '/api/desk/partners/:id/drop',
    summary: 'Delete a partner that was never announced',
    caller: 'steward',
    input: z.object({ id: PartnerId }),
    output: z.object({}),
    faults: ['partner/not-found', 'partner/wrong-state'],
  }),
  announcePartner: endpoint({
    method: 'POST',
    path: '/api/desk/partners/:id/announce',
    summary: 'Say yes to this profile and this key; enough stewards announce it in the log',
    caller: 'steward',
    input: z.object({ id: PartnerId, profile: PartnerProfile, recipient: Recipient }),
    output: z.object({}),
    faults: [
      'partner/not-found',
      'partner/wrong-state',
      'partner/other-words',
      'partner/confirmed-already',
      'partner/confirmed-meanwhile',
      'log/unavailable',
    ],
  }),
  activatePartner: endpoint({
    method: 'POST',
    path: '/api/desk/partners/:id/activate',
    summary: 'Say yes to its start, once the public notice is over; enough stewards activate it',
    caller: 'steward',
    input: z.object({ id: PartnerId }),
    output: z.object({}),
    faults: [
      'partner/not-found',
      'partner/wrong-state',
      'partner/too-soon',
      'partner/confirmed-already',
      'partner/confirmed-meanwhile',
      'log/unavailable',
    ],
  }),
  changePartnerKey: endpoint({
    method: 'POST',
    path: '/api/desk/partners/:id/keys',
    summary: 'Say yes to another key of it, which is good 72 hours after enough stewards did',
    caller: 'steward',
    input: z.object({ id: PartnerId, recipient: TypedRecipient }),
    output: z.object({}),
    faults: [
      'partner/not-found',
      'partner/wrong-state',
      'partner/key-known',
      'partner/confirmed-already',
      'partner/confirmed-meanwhile',
      'log/unavailable',
    ],
  }),
  dropPartnerKey: endpoint({
    method: 'POST',
    path: '/api/desk/partners/:id/keys/drop',
    summary: 'Take back another key of it that too few stewards said yes to',
    caller: 'steward',
    input: z.object({ id: PartnerId, recipient: Recipient }),
    output: z.object({}),
    faults: ['partner/not-found', 'partner/wrong-state'],
  }),
  endPartner: endpoint({
    method: 'POST',
    path: '/api/desk/partners/:id/end',
    summary: 'End a partner at once; one steward is enough',
    caller: 'steward',
    input: z.object({ id: PartnerId }),
    output: z.object({}),
    faults: ['partner/not-found', 'partner/wrong-state', 'log/unavailable'],
  }),
  countLegal: endpoint({
    method: 'POST',
    path: '/api/desk/legal',
    summary: 'One more of a class of legal process; `count` is the total with it',
    caller: 'steward',
    input: z.object({ class: z.enum(legalClasses), count: z.int().min(1) }),
    output: z.object({}),
    faults: ['legal/counted-meanwhile', 'log/unavailable'],
  }),
}
