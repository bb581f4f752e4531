/** A rectangle of the picture as parts of its width and height, 0 to 1, from the upper left. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A box as it is at one moment. Between two of them it moves and grows evenly; before and after it stands. */
export interface KeyFrame {
  /** Seconds of the original. */
  readonly at: number
  readonly box: Box
}

/** One solid box drawn by hand: what it hides from `from` to `to`, seconds of the original. */
export interface DrawnBox {
  readonly from: number
  readonly to: number
  /** By time; at least one. */
  readonly keyFrames: readonly KeyFrame[]
}

/** What is to be made of an original. */
export interface EditPlan {
  /** Seconds of the original; null for the whole length. */
  readonly cut: { readonly from: number; readonly to: number } | null
  readonly audio: 'removed' | 'kept'
  readonly boxes: readonly DrawnBox[]
  /** Privacy masks of the camera: hidden in every picture. */
  readonly masks: readonly Box[]
}

/** Where a drawn box is at a moment, seconds of the original. */
export function boxAt({ keyFrames }: Pick<DrawnBox, 'keyFrames'>, at: number): Box {
  const after = keyFrames.findIndex((frame) => frame.at >= at)
  const [first] = keyFrames
  const last = keyFrames.at(-1)
  if (first === undefined || last === undefined) throw new Error('A box without a key frame')
  if (after === -1) return last.box
  const to = keyFrames[after] ?? last
  const from = keyFrames[after - 1] ?? first
  const part = to.at === from.at ? 1 : (at - from.at) / (to.at - from.at)
  return {
    x: between(from.box.x, to.box.x, part),
    y: between(from.box.y, to.box.y, part),
    width: between(from.box.width, to.box.width, part),
    height: between(from.box.height, to.box.height, part),
  }
}

/** The smallest box that holds all that a drawn box hides from one moment to another. */
export function coverOver(drawn: DrawnBox, from: number, to: number): Box {
  const inside = drawn.keyFrames.filter(({ at }) => at > from && at < to).map(({ box }) => box)
  const all = [boxAt(drawn, from), boxAt(drawn, to), ...inside]
  const x = Math.min(...all.map((box) => box.x))
  const y = Math.min(...all.map((box) => box.y))
  const right = Math.max(...all.map((box) => box.x + box.width))
  const bottom = Math.max(...all.map((box) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}

function between(from: number, to: number, part: number): number {
  return from + (to - from) * part
}
