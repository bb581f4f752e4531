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
