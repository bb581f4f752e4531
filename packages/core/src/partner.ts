import { z } from 'zod'

import { checksumHolds } from './age/checksum.ts'
import { PartnerId, Recipient } from './id.ts'

/** The shortest public notice before a partner may start: an instance may set a longer one, never a shorter. */
export const leastNoticeDays = 7

/** The public facts of an outside platform; `partner.announced` holds the digest of this. */
export const PartnerProfile = z.strictObject({
  id: PartnerId,
  name: z.string().trim().min(3).max(120),
  website: z.url({ protocol: /^https$/ }).max(200),
  /** What it would receive, in a steward's plain words. */
  receives: z.string().trim().min(10).max(300),
})
export type PartnerProfile = z.infer<typeof PartnerProfile>

/** A recipient that somebody typed or pasted: its checksum must hold. */
export const TypedRecipient = Recipient.refine(checksumHolds, 'The checksum does not hold')

/** What a steward enters of a partner before it is announced. */
export const NewPartner = PartnerProfile.omit({ id: true }).extend({ recipient: TypedRecipient })
export type NewPartner = z.infer<typeof NewPartner>
