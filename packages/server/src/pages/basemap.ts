import { z } from 'zod'

const Position = z.tuple([z.number(), z.number()]).rest(z.number())
const Line = z.array(Position)

/** GeoJSON as our own drawings read it: streets, water, parks and buildings of one town. */
const BasemapFeature = z.object({
  type: z.literal('Feature'),
  properties: z.object({
    kind: z.enum(['street', 'path', 'rail', 'water', 'park', 'building']),
    name: z.string().max(120).optional(),
    /** 1 for a main street, 3 for the smallest. */
    rank: z.int().min(1).max(3).optional(),
  }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('LineString'), coordinates: Line }),
    z.object({ type: z.literal('Polygon'), coordinates: z.array(Line) }),
  ]),
})
export type BasemapFeature = z.infer<typeof BasemapFeature>

const Basemap = z.object({
  type: z.literal('FeatureCollection'),
  /** The words that the makers of the data ask for beside every map made from it. */
  attribution: z.string().max(200).optional(),
  features: z.array(BasemapFeature),
})
export type Basemap = z.infer<typeof Basemap>

/**
 * Reads an instance's street map, parsed from its file; what our drawings do not show is left out.
 *
 * @throws {z.ZodError} for anything else.
 */
export function readBasemap(json: unknown): Basemap {
  return Basemap.parse(json)
}
