/** Names of Ring's phone app tell when a video was saved, and not when it was taken: nothing is learned from them. */
export function isSavedName(path: string): boolean {
  return /(?:^|\/)RingVideo_\d[^/]*$/i.test(path)
}

/** Year to minute with two digits each: with fewer no name tells a time, and nothing can be learned from it. */
const fewestDigits = 10

export function hasNoTime(path: string): boolean {
  return path.replace(/\.\w+$/, '').replaceAll(/\D/g, '').length < fewestDigits
}
