/** Names of Ring's phone app tell when a video was saved, and not when it was taken: nothing is learned from them. */
export function isSavedName(path: string): boolean {
  return /(?:^|\/)RingVideo_\d[^/]*$/i.test(path)
}
