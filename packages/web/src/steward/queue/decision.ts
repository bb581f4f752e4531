import { Fault } from '@porchlight/core'
import type { QueuedRequest } from '@porchlight/core'

/** What a steward's word came to. */
export type Decision = 'published' | 'one-more-needed' | 'log-waits' | 'refused'

/** Whether one more yes makes the request public; before the last it is only kept. */
export function isLastYes({
  approvals,
  approvalsNeeded,
}: Pick<QueuedRequest, 'approvals' | 'approvalsNeeded'>): boolean {
  return approvals + 1 >= approvalsNeeded
}

/**
 * A yes that failed and stands all the same: it is durable before the log is asked, and the server
 * enters it when the log can be written again. Null where the error says what happened.
 */
export function decisionDespite(error: unknown): Decision | null {
  return error instanceof Fault && error.code === 'log/unavailable' ? 'log-waits' : null
}
