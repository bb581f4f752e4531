import type { ClipName, CustodyEvent, DeclineReason, SignedCustodyEvent } from '@porchlight/core'

/** What the agency decided about a clip. The last one counts; earlier ones stay in the chain. */
export type Decision =
  | { readonly action: 'accepted' }
  | { readonly action: 'declined'; readonly reason: DeclineReason }

/** A decision on its way into the chain. */
export type ClipDecision = Decision & { readonly clip: ClipName }

/** The decisions that a chain of custody holds, by clip. */
export function decisionsIn(
  custody: readonly SignedCustodyEvent[],
): ReadonlyMap<ClipName, Decision> {
  return new Map(
    custody.flatMap(({ event }) => {
      const decision = decisionOf(event)
      return decision === null ? [] : [[decision.clip, decision]]
    }),
  )
}

function decisionOf(event: CustodyEvent): ClipDecision | null {
  if (event.action === 'accepted') return { action: event.action, clip: event.clip }
  if (event.action === 'declined')
    return { action: event.action, clip: event.clip, reason: event.reason }
  return null
}
