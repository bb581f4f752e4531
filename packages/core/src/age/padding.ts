import { utf8 } from '../bytes.ts'

/**
 * What stands around the content of an age file so that its size says little. The content comes
 * first, then zero bytes: players and `head -c` take it as it is. The true length stands in the
 * manifest, which is sealed too.
 */

/** Everything smaller looks alike. */
const smallestBytes = 64 * 1024

/** Below this a ladder of 25 % steps: few sizes for the clips that people send. Above, 25 % is too dear. */
const ladderEndBytes = 64 * 1024 ** 2

/** Steps of a manifest and of a thread's messages; most fit in the first few. */
export const textStepBytes = 4096

/**
 * The padded size of a clip of `bytes`, the same for many clips. Adds at most a quarter to what is
 * over 64 KiB, and at most 3.2 % to what is over 64 MiB.
 */
export function paddedSize(bytes: number): number {
  if (bytes > ladderEndBytes) return padme(bytes)
  let size = smallestBytes
  while (size < bytes) size = nextRung(size)
  return size
}

/** A JSON text with the spaces that are allowed after it, as UTF-8 of a multiple of 4 KiB. */
export function paddedText(text: string): Uint8Array {
  const bytes = utf8(text)
  const steps = Math.max(1, Math.ceil(bytes.length / textStepBytes))
  const padded = new Uint8Array(steps * textStepBytes).fill(0x20)
  padded.set(bytes)
  return padded
}

/** A quarter more, cut to whole KiB, and exactly 64 MiB as the top rung. */
function nextRung(size: number): number {
  return Math.min(ladderEndBytes, Math.floor((size * 1.25) / 1024) * 1024)
}

/** Padmé (Nikitin and others, “Reducing Metadata Leakage from Encrypted Files”, PETS 2019, section 4). */
function padme(bytes: number): number {
  const exponent = Math.floor(Math.log2(bytes))
  const mantissaBits = Math.floor(Math.log2(exponent)) + 1
  const step = 2 ** (exponent - mantissaBits)
  return Math.ceil(bytes / step) * step
}
