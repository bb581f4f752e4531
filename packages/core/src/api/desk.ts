import { z } from 'zod'

import { AgencyKeys, AgencyProfile } from '../agency.ts'
import { AgencyId, RequestId } from '../id.ts'
import { Instant } from '../instant.ts'
import { SignedRequest } from '../request.ts'
import { Finding } from '../rules/finding.ts'
import { Draft, NewAgency, NextKeys } from './agency.ts'
import { endpoint } from './endpoint.ts'

/** A request that waits for a steward, with what the rule engine found. */
export const QueuedRequest = z.object({
  signed: SignedRequest,
  /** 0 for a first version. */
  draft: z.int().min(0),
  /** The public version that it would replace; null for a first one. */
  before: SignedRequest.nullable(),
  agency: AgencyProfile,
  approvedAt: Instant,
  /** Not reviewed by then, it lapses. */
  lapsesAt: Instant,
  findings: z.array(Finding),
  /** Stewards who said yes so far; the extended class needs two. */
  approvals: z.int().min(0),
  approvalsNeeded: z.int().min(1),
  /** Whether who asks is one of them; a second yes of the same steward does not count. */
  approvedByYou: z.boolean(),
})
export type QueuedRequest = z.infer<typeof QueuedRequest>

export const DeskAgency = z.object({
  profile: AgencyProfile,
  /** Good now; of a suspended agency the newest that stewards confirmed, with which it would be admitted again. */
  keys: AgencyKeys.nullable(),
  verifiedBy: z.string(),
  confirmations: z.int().min(0),
  confirmationsNeeded: z.int().min(1),
  /** Null before it is admitted, and while it is suspended. */
  admittedAt: Instant.nullable(),
  confirmedByYou: z.boolean(),
  suspendedAt: Instant.nullable(),
  /** From when its keys are good; null before its first admission. */
  keysFrom: Instant.nullable(),
  next: NextKeys.extend({ confirmedByYou: z.boolean() }).nullable(),
})
export type DeskAgency = z.infer<typeof DeskAgency>

export const deskApi = {
  queue: endpoint({
    method: 'GET',
    path: '/api/desk/queue',
    summary: 'Requests that wait for a steward, oldest first',
    caller: 'steward',
    input: z.object({}),
    output: z.object({ queue: z.array(QueuedRequest) }),
    faults: [],
  }),
  publish: endpoint({
    method: 'POST',
    path: '/api/desk/requests/:id/publish',
    summary: 'Publish a request; answered when it is in the public log',
    caller: 'steward',
    input: z.object({ id: RequestId, draft: Draft }),
    output: z.object({ published: z.boolean() }),
    faults: [
      'request/not-found',
      'request/wrong-state',
      'request/against-the-rules',
      'request/expired',
      'request/old-keys',
      'agency/suspended',
      'log/unavailable',
    ],
  }),
  refuse: endpoint({
    method: 'POST',
    path: '/api/desk/requests/:id/refuse',
    summary: 'Refuse a request by the rules that it breaks; the count is public, the text never',
    caller: 'steward',
    input: z.object({
      id: RequestId,
      draft: Draft,
      rules: z.array(z.string().max(60)).min(1).max(20),
    }),
    output: z.object({}),
    faults: ['request/not-found', 'request/wrong-state', 'log/unavailable'],
  }),
  refusals: endpoint({
    method: 'GET',
    path: '/api/refusals',
    summary: 'Refusals counted by rule and agency in the log, with the address of their entries',
    caller: 'anybody',
    input: z.object({}),
    output: z.object({
      refusals: z.array(
        z.object({
          rule: z.string(),
          agency: AgencyId,
          count: z.int().min(1),
          entries: z.string(),
        }),
      ),
    }),
    faults: [],
  }),
  agencies: endpoint({
    method: 'GET',
    path: '/api/desk/agencies',
    summary: 'Every agency with its state of admission',
    caller: 'steward',
    input: z.object({}),
    output: z.object({ agencies: z.array(DeskAgency) }),
    faults: [],
  }),
  addAgency: endpoint({
    method: 'POST',
    path: '/api/desk/agencies',
    summary: 'Enter an agency that was verified out of band; gives the link for its first member',
    caller: 'steward',
    input: z.object({ agency: NewAgency }),
    output: z.object({ agency: DeskAgency, link: z.url() }),
    faults: [],
  }),
  renewAgencyLink: endpoint({
    method: 'POST',
    path: '/api/desk/agencies/:id/invites',
    summary: 'Another link for the first member, where the last was lost and nobody has made keys',
    caller: 'steward',
    input: z.object({ id: AgencyId }),
    output: z.object({ link: z.url() }),
    faults: ['agency/not-found', 'agency/has-keys'],
  }),
  admitAgency: endpoint({
    method: 'POST',
    path: '/api/desk/agencies/:id/admit',
    summary: 'Confirm the agency and the keys it read out; enough stewards admit it',
    caller: 'steward',
    input: z.object({ id: AgencyId, keys: AgencyKeys }),
    output: DeskAgency,
    faults: [
      'agency/not-found',
      'agency/no-keys',
      'agency/keys-waiting',
      'agency/already-approved',
      'agency/confirmed-meanwhile',
      'log/unavailable',
    ],
  }),
  confirmKeys: endpoint({
    method: 'POST',
    path: '/api/desk/agencies/:id/keys',
    summary:
      'Confirm the new keys that the agency read out; with enough stewards they are good 72 hours later',
    caller: 'steward',
    input: z.object({ id: AgencyId, keys: AgencyKeys }),
    output: DeskAgency,
    faults: [
      'agency/not-found',
      'agency/no-keys',
      'agency/already-approved',
      'agency/confirmed-meanwhile',
      'log/unavailable',
    ],
  }),
  suspendAgency: endpoint({
    method: 'POST',
    path: '/api/desk/agencies/:id/suspend',
    summary:
      'Stop an agency at once: nothing new of it is published, nothing of it can be answered, until it is admitted again',
    caller: 'steward',
    input: z.object({ id: AgencyId }),
    output: DeskAgency,
    faults: ['agency/not-found', 'agency/not-admitted', 'agency/suspended', 'log/unavailable'],
  }),
  inviteSteward: endpoint({
    method: 'POST',
    path: '/api/desk/invites',
    summary: 'A one-time link for another steward',
    caller: 'steward',
    input: z.object({}),
    output: z.object({ link: z.url() }),
    faults: [],
  }),
  makeCodes: endpoint({
    method: 'POST',
    path: '/api/desk/codes',
    summary: 'Codes for households, shown once; each gets one token for each request',
    caller: 'steward',
    input: z.object({ count: z.int().min(1).max(500) }),
    output: z.object({ codes: z.array(z.string()) }),
    faults: ['token/no-invite'],
  }),
}
