import { Digest, Instant, RequestId } from '@porchlight/core'
import { z } from 'zod'

/** An entry about an agency or a partner that an earlier feed showed. */
const SeenEntry = z.strictObject({
  index: z.int().min(0),
  digest: Digest,
  /** It was not in the log then, as witnesses said; null for what the first feed had. */
  notBefore: Instant.nullable(),
})
export type SeenEntry = z.infer<typeof SeenEntry>

/** What a client remembers from one feed to the next. Nothing in it depends on what matched. */
export const Memory = z.strictObject({
  kind: z.literal('porchlight/follow/v1'),
  origin: z.url(),
  /** C2SP tlog-policy text: the log and the witnesses that are believed, as given or as first seen. */
  policy: z.string().max(100_000),
  number: z.int().min(1),
  digest: Digest,
  /** Of the feed's proof, with its signatures: evidence, should the log ever say something else. */
  checkpoint: z.string().max(65_536),
  /** The tree that the feed showed the directory of, and when the witnesses vouched for it. */
  shown: z.strictObject({ size: z.int().min(1), vouchedAt: Instant }),
  entries: z.array(SeenEntry),
  live: z.array(z.strictObject({ request: RequestId, version: z.int().min(1), digest: Digest })),
})
export type Memory = z.infer<typeof Memory>
