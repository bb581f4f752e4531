/**
 * Videos that Ring's phone app saves are named by when they were saved: of one evening in public evidence, whose
 * pictures say 16:54 to 17:33, the names say 20:37 to 01:43, in another order. Such a name tells no time of taking.
 */
const savedNames = /(?:^|\/)RingVideo_\d[^/]*$/i

/** Year, month, day, hour and minute have two digits each, at least. */
const fewestDigits = 10

/** Whether a path tells when a video was saved, and not when it was taken. */
export function isSavedName(path: string): boolean {
  return savedNames.test(path)
}

/** Whether a path has not the digits of a time at all: no example teaches to read others like it. */
export function hasNoTime(path: string): boolean {
  return path.replace(/\.\w+$/, '').replaceAll(/\D/g, '').length < fewestDigits
}
