import type { SubmissionId } from '@porchlight/core'

import type { Pen } from './custody-pen.ts'
import type { ClipDecision } from './decision.ts'
import type { SubmissionState } from './inbox-state.ts'
import { recordOrFollow } from './record-or-follow.ts'

/** The server takes 201 events at once. */
const maxBatch = 200

export interface QueueParts {
  readonly state: (id: SubmissionId) => SubmissionState
  readonly set: (id: SubmissionId, part: Partial<SubmissionState>) => void
  readonly refresh: () => Promise<void>
  readonly pen: Pen
}

/**
 * Decisions on their way into the chain. A key press shows at once; while one batch is being logged,
 * the next gathers. What could not be recorded waits, and the screen says so.
 */
export class DecisionQueue {
  readonly #parts: QueueParts
  readonly #waiting = new Map<SubmissionId, readonly ClipDecision[]>()
  readonly #busy = new Set<SubmissionId>()

  constructor(parts: QueueParts) {
    this.#parts = parts
  }

  add(id: SubmissionId, decision: ClipDecision): void {
    const { pending } = this.#parts.state(id)
    this.#parts.set(id, { pending: new Map([...pending, [decision.clip, decision]]) })
    this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), decision])
    void this.#send(id)
  }

  retry(id: SubmissionId): void {
    this.#parts.set(id, { refusal: null })
    void this.#send(id)
  }

  async #send(id: SubmissionId): Promise<void> {
    if (this.#busy.has(id)) return
    this.#busy.add(id)
    try {
      while (await this.#sendBatch(id));
    } finally {
      this.#busy.delete(id)
    }
  }

  /** Whether something was recorded, so that there may be more to do. */
  async #sendBatch(id: SubmissionId): Promise<boolean> {
    const waiting = this.#waiting.get(id) ?? []
    const batch = waiting.slice(0, maxBatch)
    if (batch.length === 0) return false
    try {
      const { state, refresh, pen } = this.#parts
      const recording = { listed: () => state(id).listed, refresh, pen }
      const listed = await recordOrFollow(recording, batch)
      const rest = (this.#waiting.get(id) ?? []).slice(batch.length)
      this.#waiting.set(id, rest)
      this.#parts.set(id, { listed, refusal: null, pending: new Map(rest.map(asPending)) })
      return true
    } catch (error) {
      this.#parts.set(id, { refusal: error })
      return false
    }
  }
}

function asPending(decision: ClipDecision): readonly [ClipDecision['clip'], ClipDecision] {
  return [decision.clip, decision]
}
