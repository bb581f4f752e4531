import { setTimeout as sleep } from 'node:timers/promises'

/** Where nothing is due. */
export const longSleepMillis = 3_600_000

/** The sooner of what is due later; null where nothing is. What is due already was stopped. */
export function soonest(dues: readonly (number | null)[]): number | null {
  const coming = dues.flatMap((due) => (due === null || due === 0 ? [] : [due]))
  return coming.length === 0 ? null : Math.min(...coming)
}

/** Sleeps, not at all or no longer once it is rung; throws the signal's reason. */
export async function sleepUnless(
  rung: AbortSignal,
  millis: number,
  signal: AbortSignal,
): Promise<void> {
  const stop = AbortSignal.any([signal, rung])
  await sleep(millis, undefined, { signal: stop }).catch(() => {
    signal.throwIfAborted()
  })
}
