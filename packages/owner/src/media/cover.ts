import { coverOver } from '../redact/plan.ts'
import type { Box, DrawnBox, EditPlan } from '../redact/plan.ts'

/** A box that moves is drawn in steps; each hides all that it passes, and as much before and after. */
const stepSeconds = 0.1
/** A frame of a slow camera: so much earlier and later, so that no frame falls between two steps. */
const marginSeconds = 0.1

/**
 * What ffmpeg's filters hide, as the text of a filter graph: solid black, from the first covered frame to the
 * last. Times count from the cut. Empty where nothing is hidden.
 */
export function coverFilters({
  cut,
  boxes,
  masks,
}: Pick<EditPlan, 'boxes' | 'cut' | 'masks'>): readonly string[] {
  const start = cut?.from ?? 0
  const commands = boxes.flatMap((drawn, index) => commandsOf(drawn, index, start))
  return [
    ...(commands.length === 0 ? [] : [`sendcmd=c='${commands.join(';')}'`]),
    ...masks.map((mask) => `drawbox=${optionsOf(mask)}`),
    ...boxes.map((drawn, index) => {
      const from = drawn.from - marginSeconds - start
      const to = drawn.to + marginSeconds - start
      const first = coverOver(
        drawn,
        drawn.from - marginSeconds,
        movesFrom(drawn) + stepSeconds + marginSeconds,
      )
      const shown = `enable='between(t,${seconds(from)},${seconds(to)})'`
      return `drawbox@b${String(index)}=${optionsOf(first)}:${shown}`
    }),
  ]
}

/** From step to step where a box is, as long as it moves; nothing for one that stands. */
function commandsOf(drawn: DrawnBox, index: number, start: number): readonly string[] {
  if (drawn.keyFrames.length === 1) return []
  const begin = movesFrom(drawn)
  const end = Math.min(drawn.to, drawn.keyFrames.at(-1)?.at ?? drawn.to)
  const steps = Math.max(0, Math.ceil((end - begin) / stepSeconds)) + 1
  return Array.from({ length: steps }, (_, step) => {
    const at = begin + step * stepSeconds
    const { x, y, w, h } = sidesOf(
      coverOver(drawn, at - marginSeconds, at + stepSeconds + marginSeconds),
    )
    const name = `drawbox@b${String(index)}`
    const set = { x, y, w, h }
    const changes = Object.entries(set).map(([side, value]) => `${name} ${side} ${value}`)
    return `${seconds(Math.max(0, at - start))} ${changes.join(',')}`
  })
}

/** Before its first key frame a box stands. */
function movesFrom({ from, keyFrames }: DrawnBox): number {
  return Math.max(from, keyFrames[0]?.at ?? from)
}

function optionsOf(box: Box): string {
  const { x, y, w, h } = sidesOf(box)
  return `x=${x}:y=${y}:w=${w}:h=${h}:color=black:t=fill`
}

/** Outward to even pixels: colour is kept for two by two of them. */
function sidesOf({ x, y, width, height }: Box) {
  const [left, top] = [`floor(iw*${part(x)}/2)*2`, `floor(ih*${part(y)}/2)*2`]
  return {
    x: left,
    y: top,
    w: `ceil(iw*${part(x + width)}/2)*2-${left}`,
    h: `ceil(ih*${part(y + height)}/2)*2-${top}`,
  }
}

function part(value: number): string {
  return Math.min(1, Math.max(0, value)).toFixed(6)
}

function seconds(value: number): string {
  return value.toFixed(3)
}
