import type { Request } from '../request.ts'
import { rules } from './all.ts'
import type { Finding } from './finding.ts'
import { defaultPolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import { proseOf } from './prose.ts'
import type { RuleFacts } from './rule.ts'

export type RuleVerdict =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly findings: readonly Finding[] }

/**
 * Checks a request against every published rule. The same call serves the composer's live meter, the
 * server, the steward's desk, the owner's browser and the command line; they differ in the facts.
 */
export function checkRequest(
  request: Request,
  facts: RuleFacts,
  policy: Policy = defaultPolicy,
): RuleVerdict {
  const prose = proseOf(request)
  const findings = rules.flatMap(({ id, check }) =>
    check({ request, prose, facts, policy }).map((broken) => ({ rule: id, ...broken })),
  )
  return findings.length === 0 ? { accepted: true } : { accepted: false, findings }
}
