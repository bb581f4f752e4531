import type { InstanceFacts } from '@porchlight/core'
import { formatPolicy } from '@porchlight/log'

import type { Check } from './check.ts'
import { policyOf } from './witnesses.ts'

/** What a log says of itself. */
export interface OwnWords {
  readonly logKey: string
  /** C2SP tlog-policy lines. */
  readonly witnesses: string
}

/** Whether an instance tells those who send the same of its log as the log does. */
export function checkFacts(facts: InstanceFacts, { logKey, witnesses }: OwnWords): Check {
  if (facts.logKey !== logKey)
    return wrong(`The instance tells its clients another key than this log's: ${facts.logKey}`)
  const told = normal({ logKey, witnesses: facts.witnessPolicy })
  if (told === null || told !== normal({ logKey, witnesses }))
    return wrong('The instance tells its clients other witnesses than its log names.')
  const says = 'The instance tells its clients the key and the witnesses that its log names.'
  return { check: 'facts', holds: true, says }
}

function wrong(says: string): Check {
  return { check: 'facts', holds: false, says }
}

/** One text for all ways to write a policy; null for what is none. */
function normal({ logKey, witnesses }: OwnWords): string | null {
  const policy = policyOf({ policyText: witnesses, logKey })
  return policy === null ? null : formatPolicy(policy)
}
