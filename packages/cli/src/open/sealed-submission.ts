import type { Expected } from '@porchlight/agency'
import type { SignedCustodyEvent } from '@porchlight/core'

/** One answer, sealed: where its files come from, and what is known of it beforehand. */
export interface SealedSubmission {
  /** Names its directory. */
  readonly name: string
  /** The request's own identity, which opens its files. */
  readonly identity: string
  /** Null where only the files are there: then the log was not asked. */
  readonly expected: Expected | null
  readonly custody: readonly SignedCustodyEvent[]
  /** Reads one: 0 is the manifest. */
  readonly read: (file: number) => AsyncIterable<Uint8Array>
}
