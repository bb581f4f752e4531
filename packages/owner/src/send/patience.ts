import { Fault } from '@porchlight/core'
import type { FaultCode, Line, Random } from '@porchlight/core'

/** The server could not be reached, or something between us and it answered in its place. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'

  constructor(options?: ErrorOptions) {
    super('The connection was lost', options)
  }
}

export interface Patience {
  readonly random: Random
  readonly signal: AbortSignal | undefined
  /** Told before each pause. */
  readonly waiting: () => void
  /** Waits; rejects with the signal's reason. */
  readonly pause: Pause
}

export type Pause = (millis: number, signal: AbortSignal | undefined) => Promise<void>

/** Quick at first, as most losses are a lift or a tunnel; then twice a minute, which spares a phone's battery. */
const firstPauseMillis = 500
const longestPauseMillis = 30_000

/** Refusals that pass by themselves. */
const passing: ReadonlySet<FaultCode> = new Set([
  'log/unavailable',
  'rate/too-many',
  'upload/offset',
])

/**
 * Does the work again after a lost connection or a refusal that passes, for as long as it takes.
 * Work that got further than before calls `progressed`, and the pauses are short again.
 *
 * @throws what else the work throws; the signal's reason
 */
export async function patiently<T>(
  patience: Patience,
  work: (progressed: () => void) => Promise<T>,
): Promise<T> {
  let failures = 0
  for (;;) {
    patience.signal?.throwIfAborted()
    try {
      return await work(() => {
        failures = 0
      })
    } catch (error) {
      if (!passes(error)) throw error
      patience.waiting()
      await patience.pause(pauseMillis(failures, patience.random), patience.signal)
      failures += 1
    }
  }
}

/** Exponential, and anywhere between half and all of it: clients that lost the same server come back apart. */
export function pauseMillis(failures: number, random: Random): number {
  const longest = Math.min(longestPauseMillis, firstPauseMillis * 2 ** Math.min(failures, 16))
  const fraction = (random(1)[0] ?? 0) / 255
  return Math.round(longest * (0.5 + fraction / 2))
}

export async function pause(millis: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    function end(): void {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end)
      resolve()
    }, millis)
    signal?.addEventListener('abort', end, { once: true })
  })
}

/**
 * A line that sends no cookie and no referrer, and tells a lost connection from everything else.
 *
 * @throws {ConnectionLost} from `send`; the signal's reason
 */
export function namelessLine(line: Line, signal: AbortSignal | undefined): Line {
  return {
    ...line,
    send: async (request) => {
      const nameless = new Request(request, {
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: signal ?? null,
      })
      try {
        return await line.send(nameless)
      } catch (cause) {
        // fetch fails without an answer in two ways only: it was stopped, or nobody answered
        signal?.throwIfAborted()
        throw new ConnectionLost({ cause })
      }
    },
  }
}

function passes(error: unknown): boolean {
  if (error instanceof ConnectionLost) return true
  if (!(error instanceof Fault)) return false
  // an answer that is not the server's own JSON came from something in between
  return passing.has(error.code) || (error.code === 'internal' && error.cause !== undefined)
}
