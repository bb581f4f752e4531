import { checkRequest, defaultPolicy, Fault } from '@porchlight/core'
import type { Finding, Instant, Request, RuleFacts, SignedRequest } from '@porchlight/core'

import { askingKeys } from '../agencies/keys.ts'
import { findAgency } from '../agencies/store.ts'
import type { Db } from '../db/open.ts'
import { moderatorsOf } from '../moderation/store.ts'
import type { Candidate } from './candidate.ts'
import { approversOf, sameCase } from './store.ts'

export interface Stage {
  readonly now: Instant
  readonly stage: RuleFacts['stage']
  /** What was handed in; absent before it is. */
  readonly candidate?: Candidate
  /** What is public, and would be replaced; absent for a first version. */
  readonly before?: SignedRequest
  readonly author?: string
  readonly approver?: string
  readonly moderator?: string
}

/** What the rule engine says of a request at a stage, with the facts that only the instance has. */
export async function findingsOf(
  db: Db,
  request: Request,
  stage: Stage,
): Promise<readonly Finding[]> {
  const verdict = checkRequest(request, await factsOf(db, request, stage), defaultPolicy)
  return verdict.accepted ? [] : verdict.findings
}

/** @throws {Fault} `request/against-the-rules` */
export async function requireRules(db: Db, request: Request, stage: Stage): Promise<void> {
  const findings = await findingsOf(db, request, stage)
  if (findings.length > 0) throw new Fault('request/against-the-rules')
}

/** What a candidate brings to its check. */
export function asked(candidate: Candidate): Pick<Stage, 'candidate' | 'before'> {
  const { before } = candidate
  return { candidate, ...(before === null ? {} : { before }) }
}

/**
 * What becomes public must be signed with a key that the log says is the agency's at that time.
 *
 * @throws {Fault} `request/old-keys`, `agency/suspended`
 */
export async function requireGoodKey(
  db: Db,
  { signed }: Pick<Candidate, 'signed'>,
  now: Instant,
): Promise<void> {
  const { signing } = await askingKeys(db, signed.request.agency, now)
  if (signed.signature.key !== signing) throw new Fault('request/old-keys')
}

async function factsOf(db: Db, request: Request, stage: Stage): Promise<RuleFacts> {
  const { candidate, before, approver, moderator } = stage
  const { profile } = await findAgency(db, request.agency)
  const others = await sameCase(db, request.agency, request.caseNumber)
  const approvers = candidate === undefined ? [] : await approversOf(db, candidate)
  const moderators = candidate === undefined ? [] : await moderatorsOf(db, candidate)
  return {
    now: stage.now,
    stage: stage.stage,
    agency: profile,
    sameCase: others.filter(({ id }) => id !== request.id).map(({ id }) => ({ id, renewals: 0 })),
    ...(before === undefined ? {} : { before: before.request }),
    author: candidate?.author ?? stage.author ?? null,
    approvers: approver === undefined ? approvers : [...approvers, approver],
    moderators: moderator === undefined ? moderators : [...moderators, moderator],
  }
}
