import { z } from 'zod'

import { AgencyKeys, AgencyProfile } from '../agency.ts'
import { SignedCustodyEvent } from '../custody.ts'
import { MemberId, RequestId, SigningKey, SubmissionId } from '../id.ts'
import { Day, Instant } from '../instant.ts'
import { Outcome, RequestState, SignedRequest } from '../request.ts'
import { SealedMessage } from '../thread.ts'
import { endpoint } from './endpoint.ts'

/** An age file as base64, at most 64 KiB: opaque to the instance. */
const SealedText = z.base64().max(90_000)

/**
 * The agency's keyring, sealed for one way of opening it. `passkey`: to a secret that one passkey's
 * PRF extension gives; `passphrase`: an age scrypt file that `age -d` opens too.
 */
export const KeyringWrap = z.object({
  way: z.enum(['passkey', 'passphrase']),
  /** The passkey's credential id; empty for a passphrase. */
  credential: z.string().max(1400),
  sealed: SealedText,
})
export type KeyringWrap = z.infer<typeof KeyringWrap>

/** Keys that an agency made to replace those it has. */
export const NextKeys = z.object({
  keys: AgencyKeys,
  /** From when they are good; null before enough stewards have confirmed them. */
  from: Instant.nullable(),
  confirmations: z.int().min(0),
  confirmationsNeeded: z.int().min(1),
})
export type NextKeys = z.infer<typeof NextKeys>

export const AgencyView = z.object({
  profile: AgencyProfile,
  admitted: z.boolean(),
  suspended: z.boolean(),
  /** Good now; before the admission, those that wait for it. */
  keys: AgencyKeys.nullable(),
  /** From when they are good; null before the admission. */
  keysFrom: Instant.nullable(),
  /** Good before them: what is chained and signed with them still holds. */
  earlier: z.array(AgencyKeys),
  next: NextKeys.nullable(),
  members: z.array(z.object({ id: MemberId, name: z.string() })),
  /** Of the keys that are good now. */
  keyring: z.array(KeyringWrap),
})
export type AgencyView = z.infer<typeof AgencyView>

/** A later version of a request that is public, on its way to the public or stopped on it. */
export const NextVersion = z.object({
  signed: SignedRequest,
  /** Tells apart those that were handed in one after the other. */
  draft: z.int().min(1),
  state: RequestState,
  author: MemberId,
  authorName: z.string(),
  /** Rule ids for which a steward refused it. */
  refusedFor: z.array(z.string()),
})
export type NextVersion = z.infer<typeof NextVersion>

/** A request as its own agency sees it, from draft to end. */
export const OwnRequest = z.object({
  signed: SignedRequest,
  state: RequestState,
  author: MemberId,
  authorName: z.string(),
  createdAt: Instant,
  publishedAt: Instant.nullable(),
  outcome: Outcome.nullable(),
  /** Rule ids for which a steward refused it. */
  refusedFor: z.array(z.string()),
  /** The secret half of the request's recipient, an age file to the agency's vault. */
  wrappedKey: SealedText,
  submissions: z.int().min(0),
  /** Versions that stood before this one, the first one first: some answers are to those. */
  earlier: z.array(SignedRequest).default([]),
  /** The last one that was handed in, and is not public; null where there is none. */
  next: NextVersion.nullable().default(null),
})
export type OwnRequest = z.infer<typeof OwnRequest>

/** Which one is meant of those handed in under one id: 0 is the first version, the others are `NextVersion.draft`. */
export const Draft = z.int().min(0).max(9999)

const SealedFile = z.object({ bytes: z.int().min(1), sha256: z.string() })

/** One message of an answer's thread, sealed to the request's own key: what it says, whoever holds that can read. */
export const ThreadMessage = z.object({
  from: z.enum(['agency', 'owner']),
  day: Day,
  sealed: SealedMessage,
})
export type ThreadMessage = z.infer<typeof ThreadMessage>

/** One answer in the inbox: sizes and custody; what it says only the agency's own machine can read. */
export const InboxSubmission = z.object({
  id: SubmissionId,
  request: RequestId,
  day: Day,
  logIndex: z.int().min(0),
  /** Manifest first, then the clips. */
  files: z.array(SealedFile),
  custody: z.array(SignedCustodyEvent),
  /** The last day on which the agency may have it, by its promise; null before the request has ended. */
  keptUntil: Day.nullable(),
  destroyed: z.boolean(),
  /** The agency's own notes, an age file to its vault; null where there are none. */
  notes: SealedText.nullable(),
  /** What was asked and answered, the first one first; gone when the answer is destroyed. */
  thread: z.array(ThreadMessage).default([]),
})
export type InboxSubmission = z.infer<typeof InboxSubmission>

export const agencyApi = {
  ownAgency: endpoint({
    method: 'GET',
    path: '/api/agency',
    summary: 'The signed-in member’s agency, its people, keys and sealed keyring',
    caller: 'agency',
    input: z.object({}),
    output: AgencyView,
    faults: [],
  }),
  setKeys: endpoint({
    method: 'POST',
    path: '/api/agency/keys',
    summary:
      'Give the public halves of the keys made in this browser, and the sealed keyring; once',
    caller: 'agency',
    input: z.object({ keys: AgencyKeys, wrap: KeyringWrap }),
    output: AgencyView,
    faults: ['agency/has-keys'],
  }),
  setNextKeys: endpoint({
    method: 'POST',
    path: '/api/agency/keys/next',
    summary:
      'Give the public halves of new keys, and the keyring that has them; stewards confirm them, and they are good 72 hours later. Replaces new keys that nobody has confirmed in full',
    caller: 'agency',
    input: z.object({ keys: AgencyKeys, wrap: KeyringWrap }),
    output: AgencyView,
    faults: ['agency/not-admitted', 'agency/keys-known', 'agency/keys-waiting'],
  }),
  addWrap: endpoint({
    method: 'POST',
    path: '/api/agency/keyring',
    summary: 'Keep the keyring sealed for one more way of opening it (replaces the same way)',
    caller: 'agency',
    /** `signing`: the newest signing key in the keyring, which says of which keys it is. */
    input: z.object({ wrap: KeyringWrap, signing: SigningKey }),
    output: AgencyView,
    faults: ['agency/no-keys'],
  }),
  inviteColleague: endpoint({
    method: 'POST',
    path: '/api/agency/invites',
    summary: 'A one-time link for a colleague to make their own passkey',
    caller: 'agency',
    input: z.object({}),
    output: z.object({ link: z.url() }),
    faults: [],
  }),
  ownRequests: endpoint({
    method: 'GET',
    path: '/api/agency/requests',
    summary: 'All requests of the agency in every state, newest first',
    caller: 'agency',
    input: z.object({}),
    output: z.object({ requests: z.array(OwnRequest) }),
    faults: [],
  }),
  submitRequest: endpoint({
    method: 'POST',
    path: '/api/agency/requests',
    summary: 'Hand in a signed request; a colleague approves it, then a steward',
    caller: 'agency',
    input: z.object({ signed: SignedRequest, wrappedKey: SealedText }),
    output: OwnRequest,
    faults: [
      'agency/not-admitted',
      'agency/suspended',
      'agency/no-keys',
      'request/exists',
      'request/bad-signature',
      'request/against-the-rules',
      'clock/off',
    ],
  }),
  submitVersion: endpoint({
    method: 'POST',
    path: '/api/agency/requests/:id/versions',
    summary:
      'Hand in a later version of a public request, signed anew; it takes the same way, and replaces the public one when it is in the log',
    caller: 'agency',
    input: z.object({ id: RequestId, signed: SignedRequest }),
    output: OwnRequest,
    faults: [
      'agency/suspended',
      'agency/no-keys',
      'request/not-found',
      'request/wrong-state',
      'request/bad-signature',
      'request/against-the-rules',
      'clock/off',
    ],
  }),
  withdrawVersion: endpoint({
    method: 'POST',
    path: '/api/agency/requests/:id/versions/withdraw',
    summary: 'Take back a later version that is not public yet; the public one stays as it is',
    caller: 'agency',
    input: z.object({ id: RequestId, draft: z.int().min(1) }),
    output: OwnRequest,
    faults: ['request/not-found', 'request/wrong-state'],
  }),
  approveRequest: endpoint({
    method: 'POST',
    path: '/api/agency/requests/:id/approve',
    summary: 'A colleague’s approval; never the author’s own',
    caller: 'agency',
    input: z.object({ id: RequestId, draft: Draft }),
    output: OwnRequest,
    faults: [
      'request/not-found',
      'request/wrong-state',
      'request/author-is-approver',
      'request/old-keys',
      'agency/suspended',
    ],
  }),
  withdrawRequest: endpoint({
    method: 'POST',
    path: '/api/agency/requests/:id/withdraw',
    summary: 'Take a request back; a public one leaves a tombstone',
    caller: 'agency',
    input: z.object({ id: RequestId }),
    output: OwnRequest,
    faults: ['request/not-found', 'request/wrong-state', 'log/unavailable'],
  }),
  closeRequest: endpoint({
    method: 'POST',
    path: '/api/agency/requests/:id/close',
    summary: 'Close a public request with an outcome',
    caller: 'agency',
    input: z.object({ id: RequestId, outcome: Outcome }),
    output: OwnRequest,
    faults: ['request/not-found', 'request/wrong-state', 'log/unavailable'],
  }),
  inbox: endpoint({
    method: 'GET',
    path: '/api/agency/requests/:id/submissions',
    summary: 'Answers released to the agency for one request, oldest first',
    caller: 'agency',
    input: z.object({ id: RequestId }),
    output: z.object({
      submissions: z.array(InboxSubmission),
      /** Answers that arrived and become visible at the next release boundary. */
      waiting: z.int().min(0),
      nextRelease: Instant,
    }),
    faults: ['request/not-found'],
  }),
  recordCustody: endpoint({
    method: 'POST',
    path: '/api/agency/submissions/:id/custody',
    summary: 'Record what happened, signed and chained; answered when it is in the public log',
    caller: 'agency',
    input: z.object({ id: SubmissionId, events: z.array(SignedCustodyEvent).min(1).max(201) }),
    output: InboxSubmission,
    faults: [
      'submission/not-found',
      'custody/broken-chain',
      'custody/bad-signature',
      'log/unavailable',
    ],
  }),
  keepNotes: endpoint({
    method: 'POST',
    path: '/api/agency/submissions/:id/notes',
    summary: 'Keep the agency’s notes on a submission, sealed to its own vault',
    caller: 'agency',
    input: z.object({ id: SubmissionId, notes: SealedText }),
    output: InboxSubmission,
    faults: ['submission/not-found'],
  }),
  askSender: endpoint({
    method: 'POST',
    path: '/api/agency/submissions/:id/thread',
    summary:
      'Ask the owner of an opened answer something: sealed to the key that they gave with it, for the feed, and to the request’s own, for the inbox',
    caller: 'agency',
    input: z.object({ id: SubmissionId, sealed: SealedMessage, kept: SealedMessage }),
    output: InboxSubmission,
    faults: [
      'submission/not-found',
      'submission/not-released',
      'submission/not-opened',
      'submission/destroyed',
      'agency/suspended',
      'thread/full',
      'thread/too-many-today',
      'thread/feed-full',
    ],
  }),
}

/** Path of one sealed file's bytes (`application/age`), given out once opening is in the log. Takes `Range`. */
export function sealedFilePath(submission: SubmissionId, file: number): string {
  return `/api/agency/submissions/${submission}/files/${String(file)}`
}

/** Inputs shared by forms that name a person or an agency. */
export const NewAgency = AgencyProfile.omit({ id: true }).extend({
  /** How the stewards checked, out of band, that the agency is who it says; kept, never public. */
  verifiedBy: z.string().trim().min(10).max(1000),
})
export type NewAgency = z.infer<typeof NewAgency>
