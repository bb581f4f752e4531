import { z } from 'zod'

/**
 * A place on the ground: `[longitude, latitude]` in degrees (WGS 84, GeoJSON order), at most six
 * decimals (0.1 m), so that every client reads the same polygon.
 */
export const Place = z.tuple([degrees(180), degrees(90)]).readonly()
export type Place = z.infer<typeof Place>

/** Corners enough for a street grid, few enough to draw and check in no time. */
export const maxCorners = 64

/** The polygon in which footage is sought: its corners in order, not closed, edges along great circles. */
export const Area = z.array(Place).min(3).max(maxCorners).readonly()
export type Area = z.infer<typeof Area>

function degrees(limit: number): z.ZodType<number> {
  return z
    .number()
    .min(-limit)
    .max(limit)
    .refine((value) => Number(value.toFixed(6)) === value, 'At most six decimals')
}
