import type { Asked } from '@porchlight/agency'
import type {
  Clip,
  ClipName,
  InboxSubmission,
  Instant,
  Manifest,
  SubmissionId,
} from '@porchlight/core'

import type { Decision } from './decision.ts'
import type { Notes } from './notes.ts'

/** How far a clip has come to the screen. */
export type ClipOpening =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'opening'; readonly bytes: number }
  /** `clip` is null where it was put away to save memory; looking at it opens it again. */
  | { readonly kind: 'open'; readonly clip: OpenFile | null; readonly poster: string | null }
  | { readonly kind: 'failed'; readonly error: unknown }

/** Plaintext that is on this page and nowhere else. */
interface OpenFile {
  readonly blob: Blob
  readonly url: string
}

export interface ClipState {
  readonly facts: Clip
  readonly opening: ClipOpening
}

/** How far a submission has come. */
type SubmissionOpening =
  | { readonly kind: 'sealed' }
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'open'
      readonly manifest: Manifest
      readonly clips: ReadonlyMap<ClipName, ClipState>
      readonly notes: Notes
      /** What was asked and answered, as far as it can be believed. */
      readonly thread: readonly Asked[]
    }
  | { readonly kind: 'failed'; readonly error: unknown }

export interface SubmissionState {
  readonly listed: InboxSubmission
  readonly opening: SubmissionOpening
  /** Decisions that were made here and are not in the log yet. */
  readonly pending: ReadonlyMap<ClipName, Decision>
  /** Why the last thing could not be recorded; null where nothing went wrong. */
  readonly refusal: unknown
}

export interface InboxState {
  readonly submissions: ReadonlyMap<SubmissionId, SubmissionState>
  readonly waiting: number
  readonly nextRelease: Instant
}

export function sealedState(listed: InboxSubmission): SubmissionState {
  return { listed, opening: { kind: 'sealed' }, pending: new Map(), refusal: null }
}

/** Clips that somebody has saved outside of this workspace before, by the log. */
export function exportedClips({ custody }: InboxSubmission): ReadonlySet<ClipName> {
  return new Set(custody.flatMap(({ event }) => (event.action === 'exported' ? [event.clip] : [])))
}

/** Whether the log says that it was opened, by whomever of the agency. */
export function wasOpened({ custody }: InboxSubmission): boolean {
  return custody.some(({ event }) => event.action === 'opened')
}
