import { Button, Group } from '@mantine/core'
import type { Box, DrawnBox } from '@porchlight/owner'
import { boxAt } from '@porchlight/owner'
import { useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent, ReactElement, ReactNode } from 'react'

import { m } from '../../words/messages.js'

/** A box hides from the first picture to the last, whatever is cut later: a week is longer than any clip. */
const always = { from: 0, to: 7 * 86_400 }
const newBox: Box = { x: 0.35, y: 0.35, width: 0.3, height: 0.3 }
/** So far beside the one before it a new box begins, so that both can be seen and taken hold of. */
const besideStep = 0.06
/** Smaller ones hide nothing that can be made out. */
const smallest = 0.02
/** A moment counts as the same key frame within this. */
const sameSeconds = 0.05
const keyStep = 0.01

export interface BoxLayerProps {
  readonly boxes: readonly DrawnBox[]
  readonly at: number
  /** Width by height of the picture, so that a tall one fits a screen; null where it does in any case. */
  readonly ratio?: number | null
  /** What is hidden in any case: shown, and not to be moved here. */
  readonly masks?: readonly Box[]
  /** Whether a box may be elsewhere at another moment; over a still it may not. */
  readonly moves?: boolean
  readonly children: ReactNode
  readonly onBoxes: (boxes: readonly DrawnBox[]) => void
}

/** Boxes over the picture: drawn, moved and sized by finger, mouse or keys; where a box is moved later, it moves. */
export function BoxLayer({
  boxes,
  at,
  ratio = null,
  masks = [],
  moves = true,
  children,
  onBoxes,
}: BoxLayerProps): ReactElement {
  const [chosen, setChosen] = useState<number | null>(null)
  function place(index: number, box: Box): void {
    onBoxes(boxes.map((drawn, other) => (other === index ? withKeyFrame(drawn, at, box) : drawn)))
  }
  return (
    <div>
      <div
        className="pl-cover"
        style={ratio === null ? {} : { maxWidth: `calc(60vh * ${ratio.toFixed(4)})` }}
      >
        {children}
        {masks.map((box) => (
          <span key={placeOf(box).join(' ')} className="pl-mask" style={styleOf(box)} />
        ))}
        {boxes.map((drawn, index) =>
          at < drawn.from || at > drawn.to ? null : (
            <Handle
              // boxes have no names; the order is theirs
              key={index}
              box={boxAt(drawn, at)}
              number={index + 1}
              chosen={chosen === index}
              onChoose={() => {
                setChosen(index)
              }}
              onPlace={(box) => {
                place(index, box)
              }}
            />
          ),
        )}
      </div>
      <Buttons
        chosen={chosen !== null && boxes[chosen] !== undefined ? chosen : null}
        onAdd={() => {
          const shown = boxes.map((drawn) => boxAt(drawn, at))
          onBoxes([...boxes, { ...always, keyFrames: [{ at, box: freeBox(shown) }] }])
          setChosen(boxes.length)
        }}
        onDrop={(dropped) => {
          onBoxes(boxes.filter((_, index) => index !== dropped))
          setChosen(null)
        }}
      />
      {moves && <p className="pl-soft">{m.ui_box_text()}</p>}
    </div>
  )
}

function Buttons({
  chosen,
  onAdd,
  onDrop,
}: {
  readonly chosen: number | null
  readonly onAdd: () => void
  readonly onDrop: (index: number) => void
}): ReactElement {
  return (
    <Group gap="sm" mt="sm">
      <Button variant="outline" onClick={onAdd}>
        {m.ui_box_add()}
      </Button>
      {chosen !== null && (
        <Button
          variant="subtle"
          color="bad"
          onClick={() => {
            onDrop(chosen)
          }}
        >
          {m.ui_box_drop({ number: chosen + 1 })}
        </Button>
      )}
    </Group>
  )
}

interface HandleProps {
  readonly box: Box
  readonly number: number
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly onPlace: (box: Box) => void
}

function Handle({ box, number, chosen, onChoose, onPlace }: HandleProps): ReactElement {
  const start = useRef<{ readonly x: number; readonly y: number; readonly box: Box } | null>(null)
  function down(event: PointerEvent<HTMLElement>): void {
    onChoose()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, y: event.clientY, box }
    event.stopPropagation()
  }
  function drag(event: PointerEvent<HTMLElement>, sizes: boolean): void {
    const picture = event.currentTarget.closest('.pl-cover')?.getBoundingClientRect()
    const from = start.current
    if (from === null || picture === undefined) return
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const [dx, dy] = [
      (event.clientX - from.x) / picture.width,
      (event.clientY - from.y) / picture.height,
    ]
    onPlace(sizes ? sized(from.box, dx, dy) : moved(from.box, dx, dy))
    event.stopPropagation()
  }
  function press(event: KeyboardEvent): void {
    const step = steps.get(event.key)
    if (step === undefined) return
    event.preventDefault()
    onPlace(event.shiftKey ? sized(box, ...step) : moved(box, ...step))
  }
  return (
    <button
      type="button"
      className="pl-box"
      aria-label={m.ui_box({ number })}
      aria-pressed={chosen}
      style={styleOf(box)}
      onFocus={onChoose}
      onKeyDown={press}
      onPointerDown={down}
      onPointerMove={(event) => {
        drag(event, false)
      }}
    >
      <span
        className="pl-box-corner"
        onPointerDown={down}
        onPointerMove={(event) => {
          drag(event, true)
        }}
      />
    </button>
  )
}

const steps: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['ArrowLeft', [-keyStep, 0]],
  ['ArrowRight', [keyStep, 0]],
  ['ArrowUp', [0, -keyStep]],
  ['ArrowDown', [0, keyStep]],
])

/** The first place of a few, at each of which a box hides as much, where no other box is. */
function freeBox(others: readonly Box[]): Box {
  const places = [0, 1, 2, 3, 4, 5].flatMap((column) =>
    [0, 1, 2, 3, 4, 5].map((row) => moved(newBox, row * besideStep, (row - column) * besideStep)),
  )
  const free = places.find((place) => !others.some((other) => isNear(place, other)))
  return free ?? newBox
}

function isNear(one: Box, other: Box): boolean {
  return Math.hypot(one.x - other.x, one.y - other.y) < besideStep / 2
}

function moved(box: Box, dx: number, dy: number): Box {
  return {
    ...box,
    x: within(box.x + dx, 0, 1 - box.width),
    y: within(box.y + dy, 0, 1 - box.height),
  }
}

function sized(box: Box, dx: number, dy: number): Box {
  return {
    ...box,
    width: within(box.width + dx, smallest, 1 - box.x),
    height: within(box.height + dy, smallest, 1 - box.y),
  }
}

function withKeyFrame(drawn: DrawnBox, at: number, box: Box): DrawnBox {
  const others = drawn.keyFrames.filter((frame) => Math.abs(frame.at - at) > sameSeconds)
  return { ...drawn, keyFrames: [...others, { at, box }].toSorted((a, b) => a.at - b.at) }
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

function styleOf(box: Box) {
  const [left, top, width, height] = placeOf(box).map(percent)
  return { left, top, width, height }
}

function placeOf({ x, y, width, height }: Box): readonly number[] {
  return [x, y, width, height]
}

function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`
}
