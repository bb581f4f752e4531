import { z } from 'zod'

import { mapRefusals } from '../devices/build.ts'
import { Digest } from '../id.ts'

/** Where a steward posts GeoJSON, as `application/geo+json`. */
export const buildMapPath = '/api/desk/map'

/** What a build came to, and the entry of the log that says so. */
export const MapAnswer = z.object({
  accepted: z.boolean(),
  /** Empty where it is accepted. */
  refusals: z.array(z.enum(mapRefusals)),
  digest: Digest,
  devices: z.int().min(0),
  duplicates: z.int().min(0),
  malformed: z.int().min(0),
  leftOut: z.object({
    other: z.int().min(0),
    'private-ground': z.int().min(0),
    doorbell: z.int().min(0),
  }),
  /** Of the log: of a file that stands already, the one that accepted it. */
  entry: z.int().min(0),
})
export type MapAnswer = z.infer<typeof MapAnswer>
