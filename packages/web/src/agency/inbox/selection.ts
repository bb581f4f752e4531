import type { ClipName, SubmissionId } from '@porchlight/core'

import { decisionsIn } from './decision.ts'
import type { Decision } from './decision.ts'
import type { ClipState, InboxState, SubmissionState } from './inbox-state.ts'

/** One clip of the grid, wherever it is. */
export interface ClipAt {
  readonly submission: SubmissionState
  readonly clip: ClipState
  readonly decision: Decision | null
  readonly isPending: boolean
}

export interface ClipKey {
  readonly id: SubmissionId
  readonly name: ClipName
}

/** All open clips in the order of the grid. */
export function clipsIn({ submissions }: InboxState): readonly ClipAt[] {
  return [...submissions.values()].flatMap((submission) => clipsOf(submission))
}

export function clipsOf(submission: SubmissionState): readonly ClipAt[] {
  const { opening, pending, listed } = submission
  if (opening.kind !== 'open') return []
  const recorded = decisionsIn(listed.custody)
  return [...opening.clips.values()].map((clip) => {
    const waiting = pending.get(clip.facts.name)
    const decision = waiting ?? recorded.get(clip.facts.name) ?? null
    return { submission, clip, decision, isPending: waiting !== undefined }
  })
}

export function isAt({ submission, clip }: ClipAt, key: ClipKey | null): boolean {
  return submission.listed.id === key?.id && clip.facts.name === key.name
}

export function keyOf({ submission, clip }: ClipAt): ClipKey {
  return { id: submission.listed.id, name: clip.facts.name }
}

/** The next clip that nobody has decided on, after this one and then from the start. */
export function nextUndecided(clips: readonly ClipAt[], after: ClipKey): ClipKey | null {
  const at = clips.findIndex((clip) => isAt(clip, after))
  const ordered = [...clips.slice(at + 1), ...clips.slice(0, Math.max(0, at))]
  const found = ordered.find(({ decision }) => decision === null)
  return found === undefined ? null : keyOf(found)
}
