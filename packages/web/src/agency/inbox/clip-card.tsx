import { declineReasonNames } from '@porchlight/core'
import { memo } from 'react'
import type { ReactElement } from 'react'

import { useLanguage } from '../../ui/language.tsx'
import { clipLengthText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import type { Decision } from './decision.ts'
import type { ClipState } from './inbox-state.ts'

export interface ClipCardProps {
  readonly clip: ClipState
  readonly number: number
  readonly decision: Decision | null
  readonly isPending: boolean
  readonly hasNote: boolean
  readonly isSelected: boolean
  /** Whether Tab stops here: at one card of the grid. */
  readonly isTabStop: boolean
  /** `submission clip`, so that a key press finds it. */
  readonly name: string
  readonly onSelect: (name: string) => void
}

/** One clip as a picture with what is known of it in a word. Drawn anew only when it changes. */
export const ClipCard = memo(function ClipCard(props: ClipCardProps): ReactElement {
  const { clip, number, decision, isSelected, isTabStop, name, onSelect } = props
  const { seconds } = clip.facts.media
  return (
    <button
      type="button"
      className="pl-clip"
      data-clip={name}
      data-decision={decision?.action}
      aria-pressed={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      onClick={() => {
        onSelect(name)
      }}
    >
      <Picture clip={clip} />
      <span className="pl-clip-line">
        <strong>{m.agency_clip_n({ n: number })}</strong>
        {seconds !== null && <span>{clipLengthText(seconds)}</span>}
      </span>
      <span className="pl-clip-line">
        <DecisionWord decision={decision} isPending={props.isPending} />
        {props.hasNote && <span>{m.agency_clip_has_note()}</span>}
      </span>
    </button>
  )
})

function Picture({ clip }: { readonly clip: ClipState }): ReactElement {
  const { opening, facts } = clip
  if (opening.kind === 'open' && opening.poster !== null)
    return <img className="pl-clip-picture" src={opening.poster} alt="" decoding="async" />
  return (
    <span className="pl-clip-picture" data-opening={opening.kind}>
      {pictureWords[opening.kind]()}
      {opening.kind === 'opening' && (
        <progress max={facts.bytes} value={opening.bytes} aria-label={m.agency_clip_opening()} />
      )}
    </span>
  )
}

/** In place of a picture. */
const pictureWords: Readonly<Record<ClipState['opening']['kind'], () => string>> = {
  waiting: m.agency_clip_waiting,
  opening: m.agency_clip_opening,
  open: m.agency_clip_no_picture,
  failed: m.agency_clip_failed,
}

export function DecisionWord({
  decision,
  isPending,
}: {
  readonly decision: Decision | null
  readonly isPending: boolean
}): ReactElement {
  const { language } = useLanguage()
  if (decision === null) return <span className="pl-soft">{m.agency_clip_undecided()}</span>
  const word =
    decision.action === 'accepted'
      ? m.agency_clip_accepted()
      : m.agency_clip_declined({ reason: declineReasonNames[decision.reason][language] })
  return (
    <span className={decision.action === 'accepted' ? 'pl-good' : 'pl-bad'}>
      {isPending ? m.agency_clip_pending({ word }) : word}
    </span>
  )
}
