// oxlint-disable-next-line import/no-unassigned-import -- a style sheet is there for its effect
import './clip.css'

import { useRef } from 'react'
import type { CSSProperties, ReactElement, ReactNode } from 'react'

import { TrimHandle } from './trim-handle.tsx'
import { shareOf, timeAt } from './trim.ts'
import type { Stretch } from './trim.ts'

export interface TrimmerProps {
  /** The whole clip, in seconds. */
  readonly span: Stretch
  readonly kept: Stretch
  /** Where the player is, in seconds. */
  readonly at: number
  /** Length of a picture in seconds: the finest step. */
  readonly step: number
  readonly words: TrimmerWords
  /** The filmstrip. */
  readonly children: ReactNode
  readonly onKept: (kept: Stretch) => void
  readonly onSeek: (seconds: number) => void
}

interface TrimmerWords {
  readonly group: string
  readonly start: string
  readonly end: string
  /** A time of the clip, as read out. */
  readonly time: (seconds: number) => string
}

/** A filmstrip with a handle at either end of what is kept; what is outside is shaded. */
export function Trimmer(props: TrimmerProps): ReactElement {
  const { span, kept, at, step, words, onKept, onSeek } = props
  const strip = useRef<HTMLDivElement>(null)
  function timeOf(x: number): number {
    const box = strip.current?.getBoundingClientRect()
    return box === undefined ? span.from : timeAt(span, (x - box.left) / box.width)
  }
  return (
    <fieldset className="pl-trim" aria-label={words.group} style={placesOf(span, kept, at)}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the sliders do the same by key */}
      <div
        className="pl-trim-strip"
        ref={strip}
        onPointerDown={({ clientX, button }) => {
          if (button === 0) onSeek(timeOf(clientX))
        }}
      >
        {props.children}
        <span className="pl-trim-shade pl-trim-before" />
        <span className="pl-trim-shade pl-trim-after" />
        <span className="pl-trim-kept" />
        <span className="pl-trim-at" />
      </div>
      <TrimHandle
        side="start"
        label={words.start}
        text={words.time(kept.from)}
        value={kept.from}
        range={{ from: span.from, to: kept.to - step }}
        step={step}
        timeOf={timeOf}
        onMove={(from) => {
          onKept({ ...kept, from })
          onSeek(from)
        }}
      />
      <TrimHandle
        side="end"
        label={words.end}
        text={words.time(kept.to)}
        value={kept.to}
        range={{ from: kept.from + step, to: span.to }}
        step={step}
        timeOf={timeOf}
        onMove={(to) => {
          onKept({ ...kept, to })
          onSeek(Math.max(kept.from, to - step))
        }}
      />
    </fieldset>
  )
}

function placesOf(span: Stretch, kept: Stretch, at: number): CSSProperties {
  const places: Record<`--${string}`, string> = {
    '--from': String(shareOf(span, kept.from)),
    '--to': String(shareOf(span, kept.to)),
    '--at': String(shareOf(span, at)),
  }
  return places
}
