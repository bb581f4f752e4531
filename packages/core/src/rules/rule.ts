import type { AgencyProfile } from '../agency.ts'
import type { MemberId, RequestId } from '../id.ts'
import type { Instant } from '../instant.ts'
import type { Outcome, Request } from '../request.ts'
import type { Finding } from './finding.ts'
import type { Policy } from './policy.ts'
import type { Prose } from './prose.ts'

/** How far a request has come. A rule about a later stage is silent before it. */
export type Stage = 'compose' | 'approval' | 'moderation' | 'publish' | 'close'

/** What a rule may know besides the request itself. */
export interface RuleFacts {
  readonly now: Instant
  readonly stage: Stage
  readonly agency: AgencyProfile
  /** Other requests of the same case that are or may become public. */
  readonly sameCase: readonly { readonly id: RequestId; readonly renewals: number }[]
  /** Null where it is not known yet. */
  readonly author: MemberId | null
  readonly approvers: readonly MemberId[]
  readonly moderators: readonly MemberId[]
  /** The version that stands while a later one is checked; absent where there is none, or it is not known. */
  readonly before?: Request
  /** What it came to; absent before it is closed. */
  readonly outcome?: Outcome | null
}

/** A sentence in both languages of the product. */
export interface Sentence {
  readonly en: string
  readonly es: string
}

export interface RuleInput {
  readonly request: Request
  /** The same request's words. */
  readonly prose: readonly Prose[]
  readonly facts: RuleFacts
  readonly policy: Policy
}

/** One published rule: what it is called, what it says, how it is checked. Pure. */
export interface Rule<Id extends string = string> {
  readonly id: Id
  readonly sentence: Sentence
  /** Empty where the rule is kept. */
  readonly check: (input: RuleInput) => readonly Broken[]
}

/** A finding of a rule, before the rule's id is put to it. */
export type Broken = Omit<Finding, 'rule'>

export function rule<const Id extends string>(entry: Rule<Id>): Rule<Id> {
  return entry
}

/** A finding about a field, or none. */
export function brokenIf(broken: boolean, field: string): readonly Broken[] {
  return broken ? [{ field, excerpt: null }] : []
}

/** Whether a request has come at least this far. */
export function reached(stage: Stage, at: Stage): boolean {
  return order.indexOf(stage) >= order.indexOf(at)
}

const order: readonly Stage[] = ['compose', 'approval', 'moderation', 'publish', 'close']
