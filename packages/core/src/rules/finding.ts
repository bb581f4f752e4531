import { z } from 'zod'

/** One broken rule: its id, and for rules on words the words that broke it. */
export const Finding = z.object({
  rule: z.string().max(60),
  /** Which part of the request: `text`, `windows`, `area` … */
  field: z.string().max(40),
  /** The words found, for the agency and the steward; never published. */
  excerpt: z.string().max(200).nullable(),
})
export type Finding = z.infer<typeof Finding>
