import { z } from 'zod'

/**
 * What Frigate answers, as far as the hub reads it: more is let through and forgotten. Frigate's routes have no
 * schema of their own for most of these (docs/static/frigate-api.yaml of 0.18).
 */
export const Profile = z.object({ role: z.string() })

export const FrigateConfig = z.object({ cameras: z.record(z.string(), z.unknown()) })

/** Days in UTC, newest first; of each the hours that have recordings. */
export const Summary = z.array(
  z.object({
    day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    hours: z.array(z.object({ hour: z.string().regex(/^\d{2}$/) })),
  }),
)

/** Seconds since 1970; the interface's own description says text, its program sends numbers. */
const Moment = z.union([
  z.number(),
  z.iso
    .datetime({ offset: true, local: true })
    .transform((text) => Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`) / 1000),
])

export const Segments = z.array(z.object({ start_time: z.number(), end_time: z.number() }))
export type Segment = z.infer<typeof Segments>[number]

export const Reviews = z.array(
  z.object({
    camera: z.string(),
    start_time: Moment,
    end_time: Moment.nullable(),
    data: z.object({ objects: z.array(z.string()).default([]) }),
  }),
)
export type Review = z.infer<typeof Reviews>[number]

export const Events = z.array(
  z.object({
    camera: z.string(),
    start_time: Moment,
    end_time: Moment.nullable(),
    data: z.object({ recognized_license_plate: z.string().nullish() }).nullish(),
  }),
)
export type Sighting = z.infer<typeof Events>[number]
