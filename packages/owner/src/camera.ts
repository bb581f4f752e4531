import { Place } from '@porchlight/core'
import { z } from 'zod'

/** Where a camera stands and looks, as its owner drew it. Never leaves the owner's machine. */
export const View = z.strictObject({
  place: Place,
  /** Degrees clockwise from north. */
  heading: z.number().min(0).lt(360),
  /** Width of the view in degrees; 360 for a dome. */
  fieldOfView: z.number().min(1).max(360),
  /** How far a person or a car can still be made out; metres. */
  reachMetres: z.number().min(1).max(1000),
  /** What it looks onto, in the owner's words, `Elm St`; null where not said. */
  looksOnto: z.string().trim().min(1).max(80).nullable(),
})
export type View = z.infer<typeof View>
