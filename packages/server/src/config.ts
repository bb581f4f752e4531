import { z } from 'zod'

import { leastNoticeDays } from '@porchlight/core'
import type { Instant, Random } from '@porchlight/core'

/** What a start of the server needs to know. Every default is the careful one. */
export const Config = z.strictObject({
  dataDirectory: z.string().min(1),
  /** Where people reach this instance; passkeys and the log are bound to it. */
  origin: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  host: z.string().default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(8080),
  name: z.string().min(2).max(80).default('Porchlight'),
  /** Answers become visible to the agency at multiples of this, so that upload and arrival do not match. */
  releaseMinutes: z.number().min(0).max(1440).default(15),
  /** A feed is published so often, for everybody at once. */
  feedMinutes: z.number().min(0.01).max(60).default(5),
  /** Stewards who must confirm an agency; the instance's policy, never below one. */
  admissionStewards: z.int().min(1).max(9).default(2),
  /** Public notice of a partner before it may start: a week or longer, in a demonstration too. */
  partnerNoticeDays: z.int().min(leastNoticeDays).max(365).default(leastNoticeDays),
  /** Who gets tokens to answer with: whoever's machine does some work, or households with a code from a steward. */
  tokens: z.enum(['work', 'invite']).default('work'),
  /** Zero bits of a proof of work: 18 take a second of a phone. */
  tokenWorkBits: z.int().min(0).max(28).default(18),
  /** People sign in without a passkey, marked on every page; for trying out only. */
  demo: z.boolean().default(false),
  /** A GeoJSON file of streets for the maps. */
  basemap: z.string().optional(),
  /** Who must have cosigned the log before anything takes effect: C2SP tlog-policy lines without a `log` line. */
  witnesses: z.string().max(8192).default('quorum none\n'),
  /** Where the log's files are; in the data directory unless given. */
  logBucket: z
    .strictObject({
      name: z.string().min(3).max(63),
      prefix: z.string().max(200),
      endpoint: z.url().nullable(),
      region: z.string().min(1).max(60),
    })
    .optional(),
  /** The built web apps. */
  webDirectory: z.string().optional(),
})
export type Config = z.infer<typeof Config>
export type StartOptions = z.input<typeof Config>

/** What the outside world gives: time, randomness, and the end of the process when storage cannot be trusted. */
export interface World {
  readonly now: () => Instant
  readonly random: Random
  /** Waits for the time of the next feed; rejects with the signal's reason. */
  readonly pause: (millis: number, signal: AbortSignal) => Promise<void>
  /** Calls witnesses. */
  readonly send: (request: Request) => Promise<Response>
  /** After a failed fsync nothing that is in memory may be believed; this ends the process. */
  readonly fail: (error: unknown) => never
}

/** Permissions of the data directory: for the account that runs the server and nobody else. The log's signing key is in it. */
export const ownerOnly = 0o700
