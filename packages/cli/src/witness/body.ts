import type { Instant } from '@porchlight/core'
import type { Verifier, Witness, WitnessStore } from '@porchlight/log'

/** What the parts of a witness share. */
export interface WitnessBody {
  readonly directory: string
  readonly witness: Witness
  readonly store: WitnessStore
  readonly logs: readonly Verifier[]
  readonly now: () => Instant
  readonly tell: (sentence: string) => void
}
