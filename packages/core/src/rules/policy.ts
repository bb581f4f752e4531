import { z } from 'zod'

import { daySeconds, hourSeconds, minuteSeconds } from '../instant.ts'

/** The numbers of the request rules. An instance may set stricter ones, never looser. */
export const Policy = z.strictObject({
  /** 0.025 square miles: smaller would point at one house. */
  minAreaSquareMetres: z.number().positive(),
  /** 0.5 square miles: larger is a dragnet. */
  maxAreaSquareMetres: z.number().positive(),
  /** Shorter than this nobody's clock is right. */
  minWindowSeconds: z.int().positive(),
  maxWindowsSeconds: z.int().positive(),
  maxExtendedSeconds: z.int().positive(),
  /** What home recorders keep. */
  maxIncidentAgeSeconds: z.int().positive(),
  maxLiveSeconds: z.int().positive(),
  maxRenewals: z.int().min(0),
  maxRequestsPerCase: z.int().min(1),
  /** Unreviewed after this, a request lapses. */
  moderationLapseSeconds: z.int().positive(),
  maxUnusedDays: z.int().min(0),
  maxDeclinedDays: z.int().min(0),
  moderators: z.int().min(1),
  extendedApprovers: z.int().min(1),
  extendedModerators: z.int().min(1),
})
export type Policy = Readonly<z.infer<typeof Policy>>

export const defaultPolicy: Policy = Object.freeze({
  minAreaSquareMetres: 64_750,
  maxAreaSquareMetres: 1_294_994,
  minWindowSeconds: 15 * minuteSeconds,
  maxWindowsSeconds: 12 * hourSeconds,
  maxExtendedSeconds: 7 * daySeconds,
  maxIncidentAgeSeconds: 30 * daySeconds,
  maxLiveSeconds: 7 * daySeconds,
  maxRenewals: 1,
  maxRequestsPerCase: 2,
  moderationLapseSeconds: daySeconds,
  maxUnusedDays: 30,
  maxDeclinedDays: 30,
  moderators: 1,
  extendedApprovers: 2,
  extendedModerators: 2,
})

/** Numbers that must not fall below the default; every other number must not rise above it. */
const floors: ReadonlySet<keyof Policy> = new Set([
  'minAreaSquareMetres',
  'minWindowSeconds',
  'moderators',
  'extendedApprovers',
  'extendedModerators',
])

/** The names of the numbers in which a policy is looser than the default; empty where it may be used. */
export function looserThanDefault(policy: Policy): readonly (keyof Policy)[] {
  return Policy.keyof().options.filter((name) =>
    floors.has(name) ? policy[name] < defaultPolicy[name] : policy[name] > defaultPolicy[name],
  )
}
