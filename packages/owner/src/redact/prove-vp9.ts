/**
 * Whether a sample is one picture of VP9 that is shown (VP9 bitstream specification section 6.2 and
 * annex B): no bundle of several, in which pictures can be that nobody sees.
 */
export function holdsOnePictureOfVp9(sample: Uint8Array, sync: boolean): boolean {
  const first = sample[0] ?? 0
  // "frame_marker" 2, profile 0
  if (first >> 4 !== 0b1000 || isBundle(sample)) return false
  // "show_existing_frame", "frame_type" (0: a key picture), "show_frame"
  const [again, between, shown] = [3, 2, 1].map((bit) => ((first >> bit) & 1) === 1)
  return again === false && shown === true && between !== sync
}

/** "superframe_header": three bits 110 in the last byte, and the same byte before the sizes. */
function isBundle(sample: Uint8Array): boolean {
  const last = sample.at(-1) ?? 0
  if (last >> 5 !== 0b110) return false
  const index = 2 + (((last >> 3) & 3) + 1) * ((last & 7) + 1)
  return sample.at(-index) === last
}
