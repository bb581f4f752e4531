import { ClockMethod, Instant, Zone } from '@porchlight/core'
import { z } from 'zod'

/** What a clock on a wall shows: local, to the second, no zone, `2026-11-01T01:30:05`. */
export const Shown = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/)
export type Shown = z.infer<typeof Shown>

/** When a recorder says a clip was taken: never more than it knows. Nothing is converted yet. */
export const ShownTime = z.strictObject({
  /** At the first picture, or at the last where `stamps` says so. */
  shown: Shown,
  /** The zone in which the recorder's clock runs. */
  zone: z.union([z.literal('UTC'), Zone]),
  stamps: z.enum(['start', 'end']),
  /** Length of the clip; null where only opening the file would tell. */
  seconds: z.number().min(0).nullable(),
  /** How far the recorder rounds: to the second, to the key frame. */
  slackSeconds: z.number().min(0),
})
export type ShownTime = z.infer<typeof ShownTime>

/** One measurement of a clock, a recorder's or a camera's. Kept as a history: an old clip was made by an older clock. */
export const ClockReading = z.strictObject({
  /** What the clock showed, read as an instant by its own zone. */
  displayed: Instant,
  true: Instant,
  /** Displayed minus true: positive where the clock is fast. */
  offsetSeconds: z.number(),
  errorSeconds: z.number().min(0),
  method: ClockMethod,
  checkedAt: Instant,
})
export type ClockReading = z.infer<typeof ClockReading>
