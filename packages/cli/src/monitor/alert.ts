import type { Instant } from '@porchlight/core'

type AlertCode =
  /** Two signed checkpoints that cannot both be true. */
  | 'fork'
  /** It shows less than it had signed for. */
  | 'shrunk'
  /** What it serves does not hash to what it signed, or is signed with another key. */
  | 'broken'
  /** Nothing newer than the merge delay: it stands still, answers too slowly, or not at all. */
  | 'stall'
  /** Too few witnesses have cosigned. */
  | 'quorum'
  /** An entry that no honest instance writes there. */
  | 'misstep'
  /** A key of a watched agency that nobody expected. */
  | 'key-unexpected'
  | 'key-new'
  | 'partner'
  | 'overdue'
  /** What was alerted of before has ended. */
  | 'over'

/** What a person should know of an instance. */
export interface Alert {
  readonly instance: string
  readonly code: AlertCode
  /** As a sentence. */
  readonly says: string
  readonly at: Instant
  /** The index of the entry that it is about. */
  readonly entry?: number
  /** A file with the proof. */
  readonly evidence?: string
}

/** Of an alert, what is known where it is found. */
export type Finding = Omit<Alert, 'instance' | 'at'>

/** One line, for a person. */
export function alertLine({ at, code, instance, says }: Alert): string {
  return `${at} ${code.toUpperCase()} ${instance}: ${says}`
}
