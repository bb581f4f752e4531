import type { Expected } from '@porchlight/agency'
import type { ClipName, SignedCustodyEvent } from '@porchlight/core'

/** One answer, sealed: where its files come from, and what is known of it beforehand. */
export interface SealedSubmission {
  /** Names its directory. */
  readonly name: string
  /** The request's own identity, which opens its files. */
  readonly identity: string
  /** Null where only the files are there: then the log was not asked. */
  readonly expected: Expected | null
  readonly custody: readonly SignedCustodyEvent[]
  /** Records that these clips are about to be saved, and gives the longer chain; null where no instance is asked. */
  readonly exporting:
    | ((clips: readonly ClipName[]) => Promise<readonly SignedCustodyEvent[]>)
    | null
  /** Reads one: 0 is the manifest. */
  readonly read: (file: number) => AsyncIterable<Uint8Array>
}
