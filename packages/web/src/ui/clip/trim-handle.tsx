import type { KeyboardEvent, PointerEvent, ReactElement } from 'react'

import { movedByKey, within } from './trim.ts'
import type { Stretch } from './trim.ts'

export interface TrimHandleProps {
  readonly side: 'start' | 'end'
  readonly label: string
  /** The value as read out. */
  readonly text: string
  readonly value: number
  readonly range: Stretch
  readonly step: number
  /** The moment under a point of the screen. */
  readonly timeOf: (x: number) => number
  readonly onMove: (seconds: number) => void
}

/** One end of what is kept: dragged by a finger or a mouse, moved by keys. */
export function TrimHandle(props: TrimHandleProps): ReactElement {
  const { side, label, text, value, range, step, timeOf, onMove } = props
  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (event.currentTarget.hasPointerCapture(event.pointerId))
      onMove(within(range, timeOf(event.clientX)))
  }
  function press(event: KeyboardEvent): void {
    const moved = movedByKey(event.key, { value, range, step })
    if (moved === null) return
    event.preventDefault()
    onMove(moved)
  }
  return (
    <div
      className={`pl-trim-handle pl-trim-${side}`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- two handles on one range: no input does that
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={range.from}
      aria-valuemax={range.to}
      aria-valuenow={value}
      aria-valuetext={text}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={drag}
    />
  )
}
