import { z } from 'zod'

/**
 * What ZoneMinder answers, as far as the hub reads it: more is let through and forgotten, the addresses and
 * passwords of cameras among it. Numbers are numbers or text, by how its PHP speaks to its database.
 */
const Count = z.union([z.number(), z.string().regex(/^\d+(?:\.\d+)?$/)]).transform(Number)

/** Tokens are null where it lets everybody in. */
export const Login = z.object({ access_token: z.string().nullable() })
export const Renewable = z.object({ refresh_token: z.string() })

/** What it answers instead, with 401. */
export const Refused = z.object({ data: z.object({ name: z.string() }) })

export const TimeZone = z.object({ tz: z.string() })

export const Monitors = z.object({
  monitors: z.array(
    z.object({ Monitor: z.object({ Id: Count, Name: z.string(), Type: z.string() }) }),
  ),
})

/** `2026-11-28 20:36:24`: local, and in no zone that it names. */
const Local = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
  .transform((text) => text.replace(' ', 'T'))

/** Renamed in 1.35.13; the old names were taken away later. */
const Times = z.union([
  z
    .object({ StartDateTime: Local, EndDateTime: Local.nullable() })
    .transform(({ StartDateTime: start, EndDateTime: end }) => ({ start, end })),
  z
    .object({ StartTime: Local, EndTime: Local.nullable() })
    .transform(({ StartTime: start, EndTime: end }) => ({ start, end })),
])

const About = z.object({
  Id: Count,
  MonitorId: Count,
  Length: Count,
  Cause: z.string().nullable(),
  Notes: z.string().nullable(),
  DefaultVideo: z.string().nullable(),
  DiskSpace: Count.nullish(),
})

const Event = About.and(Times).transform((event) => ({
  id: event.Id,
  monitor: event.MonitorId,
  start: event.start,
  end: event.end,
  seconds: event.Length,
  cause: event.Cause ?? '',
  notes: event.Notes ?? '',
  video: event.DefaultVideo ?? '',
  bytes: event.DiskSpace ?? null,
}))
export type Event = z.infer<typeof Event>

export const Events = z.object({
  events: z
    .array(z.object({ Event }))
    .transform((events) => events.map(({ Event: event }) => event)),
  pagination: z.object({ nextPage: z.boolean() }),
})

/** How many events each monitor has; PHP writes an empty one as a list. */
export const Counts = z.object({ results: z.union([z.record(z.string(), Count), z.tuple([])]) })
