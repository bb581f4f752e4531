import { z } from 'zod'

import type { Life } from './lives.ts'

/** What a twin is told when it starts: its only argument, as JSON. */
export const Orders = z.strictObject({
  directory: z.string(),
  origin: z.string(),
  /** Milliseconds that its clock, as the instance's, is ahead of this machine's. */
  ahead: z.number(),
  /** When what is asked for happened. */
  incidentAt: z.string(),
  video: z.string(),
  life: z.custom<Life>(),
  /** The look after which what happens once happens. */
  onceAfter: z.int(),
})
export type Orders = z.infer<typeof Orders>

/** What it says when it has looked and its owner has done what they do. It goes on when it is told anything. */
export const Report = z.strictObject({
  /** Milliseconds that were skipped before this look, of all pauses. */
  skipped: z.number(),
  acted: z.boolean(),
  matches: z.int(),
  accepted: z.boolean(),
})
export type Report = z.infer<typeof Report>
