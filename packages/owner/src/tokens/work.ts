import { workHolds } from '@porchlight/core'

/** Between two pauses, so that a screen still moves. */
const triesAtOnce = 2000

/**
 * Looks for a counter with which the work is done: 2^bits tries on average.
 *
 * @param subject 32 bytes
 * @returns sixteen hexadecimal digits
 * @throws the signal's reason
 */
export async function doWork(
  subject: Uint8Array,
  bits: number,
  signal?: AbortSignal,
): Promise<string> {
  for (let counter = 0; ; counter += 1) {
    const text = counter.toString(16).padStart(16, '0')
    if (workHolds(subject, text, bits)) return text
    if (counter % triesAtOnce !== triesAtOnce - 1) continue
    signal?.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve))
  }
}
