import { z } from 'zod'

import { Digest, RecipientId, RequestId, SubmissionId } from '../id.ts'
import { Instant } from '../instant.ts'
import { maxClips, Salt } from '../manifest.ts'
import { SealedMessage } from '../thread.ts'
import { Admission, Blinded, Token, Wanted } from '../token.ts'
import { endpoint } from './endpoint.ts'
import { LoggedEntry } from './public.ts'

/**
 * Answering a request. Nobody signs in: whoever opened a submission holds its secret, sent as
 * `Authorization: Bearer …`, and the files themselves go by tus 1.0 to `/api/uploads`, with the
 * same header and `Porchlight-File: N` on creation (0 is the manifest, then the clips).
 */
export const senderApi = {
  issueTokens: endpoint({
    method: 'POST',
    path: '/api/tokens',
    summary:
      'Sign blinded messages (Privacy Pass, RFC 9578 type 2): one token for each request. Whoever may ever answer asks for all live requests, so that asking says nothing',
    caller: 'anybody',
    input: z.object({ key: Digest, wanted: Wanted, admission: Admission }),
    /** Null for a request that cannot be answered now. */
    output: z.object({ signatures: z.array(Blinded.nullable()) }),
    faults: [
      'token/key-unknown',
      'token/no-work',
      'token/no-invite',
      'token/issued',
      'rate/too-many',
    ],
  }),
  openSubmission: endpoint({
    method: 'POST',
    path: '/api/submissions',
    summary: 'Begin an answer: says how large its sealed files are, gets a secret to upload with',
    caller: 'anybody',
    input: z.object({
      request: RequestId,
      /** Of this request. Spent by it; again only by whoever lost the answer and had sent nothing yet. */
      token: Token,
      /** Bytes of each sealed file: manifest first, then the clips. */
      sizes: z
        .array(z.int().min(1))
        .min(2)
        .max(maxClips + 1),
    }),
    output: z.object({ submission: SubmissionId, secret: z.string(), uploadBy: Instant }),
    faults: [
      'token/invalid',
      'token/spent',
      'request/not-found',
      'request/not-live',
      'request/expired',
      'submission/too-many-clips',
      'submission/too-large',
      'submission/request-full',
      'upload/too-large',
      'disk/full',
    ],
  }),
  finishSubmission: endpoint({
    method: 'POST',
    path: '/api/submissions/:id/finish',
    summary: 'All files are up: log the answer and give the receipt. Asking again gives it again',
    caller: 'sender',
    input: z.object({
      id: SubmissionId,
      recipients: z.array(RecipientId).min(1).max(8),
      /** SHA-256 of each sealed file, in order. */
      sealed: z
        .array(Digest)
        .min(2)
        .max(maxClips + 1),
      salt: Salt,
    }),
    output: LoggedEntry,
    faults: [
      'submission/not-found',
      'submission/incomplete',
      'submission/altered',
      'request/expired',
      'log/unavailable',
    ],
  }),
  getSubmission: endpoint({
    method: 'GET',
    path: '/api/submissions/:id',
    summary:
      'How far an answer has come: bytes that are safe on disk for each file, receipt when logged',
    caller: 'sender',
    input: z.object({ id: SubmissionId }),
    output: z.object({
      received: z.array(z.int().min(0)),
      logged: LoggedEntry.nullable(),
      opened: z.boolean(),
      destroyed: z.boolean(),
    }),
    faults: ['submission/not-found'],
  }),
  replyToQuestion: endpoint({
    method: 'POST',
    path: '/api/submissions/:id/thread',
    summary:
      'Answer a question of the agency, sealed to the request’s own key; one for each that was asked. Sent again, the same bytes are kept once',
    caller: 'sender',
    input: z.object({ id: SubmissionId, sealed: SealedMessage }),
    output: z.object({ kept: z.literal(true) }),
    faults: [
      'submission/not-found',
      'submission/not-opened',
      'submission/destroyed',
      'thread/nothing-asked',
    ],
  }),
  withdrawSubmission: endpoint({
    method: 'POST',
    path: '/api/submissions/:id/withdraw',
    summary: 'Take an answer back: its sealed files are deleted, as long as nobody has opened it',
    caller: 'sender',
    input: z.object({ id: SubmissionId }),
    output: z.object({ destroyed: z.literal(true) }),
    faults: ['submission/not-found', 'submission/opened', 'log/unavailable'],
  }),
}
