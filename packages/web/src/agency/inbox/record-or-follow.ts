import { Fault } from '@porchlight/core'
import type { InboxSubmission } from '@porchlight/core'

import { record } from './custody-pen.ts'
import type { Happening, Pen } from './custody-pen.ts'

export interface Recording {
  /** The submission as it is known now. */
  readonly listed: () => InboxSubmission
  /** Reads the list again. */
  readonly refresh: () => Promise<void>
  readonly pen: Pen
}

/** Records what happened; where a colleague recorded something in between, ours follows theirs. */
export async function recordOrFollow(
  { listed, refresh, pen }: Recording,
  happened: readonly Happening[],
): Promise<InboxSubmission> {
  try {
    return await record(listed(), happened, pen)
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'custody/broken-chain') throw error
    await refresh()
    return await record(listed(), happened, pen)
  }
}
