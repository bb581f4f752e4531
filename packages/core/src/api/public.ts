import { z } from 'zod'

import { AgencyKeys, AgencyProfile } from '../agency.ts'
import { Entry } from '../entry.ts'
import { AgencyId, RequestId } from '../id.ts'
import { Instant } from '../instant.ts'
import { Outcome, RequestState, SignedRequest } from '../request.ts'
import { Issuer } from '../token.ts'
import { endpoint } from './endpoint.ts'

/** An entry of the log, and the proof that the log holds it. */
export const LoggedEntry = z.object({
  entry: Entry,
  index: z.int().min(0),
  /** C2SP tlog-proof of the entry, without an extra line. */
  proof: z.string(),
})
export type LoggedEntry = z.infer<typeof LoggedEntry>

/** A version of a request, with the proof that the log holds it. */
const LoggedVersion = z.object({
  signed: SignedRequest,
  publishedAt: Instant,
  /** C2SP tlog-proof of its `request.published` or `request.versioned`, without an extra line. */
  proof: z.string(),
})

/** What the public sees of a request: the agency's own signed words and what became of them. */
export const PublicRequest = z.object({
  signed: SignedRequest,
  agencyName: z.string(),
  state: RequestState,
  publishedAt: Instant,
  outcome: Outcome.nullable(),
  /** Whether its agency is: nobody can answer then. */
  suspended: z.boolean(),
  /** Answers in the log so far. */
  submissions: z.int().min(0),
  /** Where the instance shows the entries that they were counted from. */
  entries: z.string().optional(),
  /** C2SP tlog-proof of its `request.published` or `request.versioned`, without an extra line. */
  proof: z.string(),
  /** Versions that stood before this one, the first one first. */
  earlier: z.array(LoggedVersion).default([]),
})
export type PublicRequest = z.infer<typeof PublicRequest>

/** Keys of an agency, and the log's `agency.key` of them. */
export const LoggedKeys = z.object({
  keys: AgencyKeys,
  /** Good from then until the next ones are. */
  from: Instant,
  logged: LoggedEntry,
})
export type LoggedKeys = z.infer<typeof LoggedKeys>

export const PublicAgency = z.object({
  profile: AgencyProfile,
  /** All that it ever had, in the order of the log; the last ones may be good only later. */
  keys: z.array(LoggedKeys).min(1),
  admittedAt: Instant,
  /** The log's newest `agency.admitted`. */
  admission: LoggedEntry,
  /** The log's `agency.suspended`; null for an agency that may ask. */
  suspension: LoggedEntry.nullable(),
  requests: z.array(RequestId),
})
export type PublicAgency = z.infer<typeof PublicAgency>

/** What everybody may know of an instance before trusting it with anything. */
export const InstanceFacts = z.object({
  name: z.string(),
  origin: z.url(),
  demo: z.boolean(),
  /** The log's verifier key, in the signed-note text form. */
  logKey: z.string(),
  /** C2SP tlog-policy: the log, its witnesses, and how many of them must have cosigned. */
  witnessPolicy: z.string(),
  now: Instant,
  releaseMinutes: z.number().min(0),
  admissionStewards: z.int().min(1),
})
export type InstanceFacts = z.infer<typeof InstanceFacts>

export const publicApi = {
  instance: endpoint({
    method: 'GET',
    path: '/api/instance',
    summary: 'What this instance is, its log key and its clock',
    caller: 'anybody',
    input: z.object({}),
    output: InstanceFacts,
    faults: [],
  }),
  issuer: endpoint({
    method: 'GET',
    path: '/api/tokens/issuer',
    summary:
      'How tokens are had, and the log’s entry of the key that signs them; null before there is one',
    caller: 'anybody',
    input: z.object({}),
    output: z.object({ issuer: Issuer.extend({ logged: LoggedEntry }).nullable() }),
    faults: [],
  }),
  listRequests: endpoint({
    method: 'GET',
    path: '/api/requests',
    summary: 'All public requests, newest first; refused and unreviewed ones are not among them',
    caller: 'anybody',
    input: z.object({}),
    output: z.object({ requests: z.array(PublicRequest) }),
    faults: [],
  }),
  getRequest: endpoint({
    method: 'GET',
    path: '/api/requests/:id',
    summary: 'One public request with the proof that it is in the log',
    caller: 'anybody',
    input: z.object({ id: RequestId }),
    output: PublicRequest,
    faults: ['request/not-found'],
  }),
  getAgency: endpoint({
    method: 'GET',
    path: '/api/agencies/:id',
    summary: 'One admitted agency, its keys and its requests',
    caller: 'anybody',
    input: z.object({ id: AgencyId }),
    output: PublicAgency,
    faults: ['agency/not-found'],
  }),
}
