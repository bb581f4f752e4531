import { z } from 'zod'

import { AgencyId, Recipient, SigningKey } from './id.ts'
import { Zone } from './zone.ts'

/** Who is eligible: local public safety. No federal immigration agency is in this list, nor can be. */
export const agencyKinds = [
  'police',
  'sheriff',
  'fire',
  'emergency-management',
  'local-government',
] as const
export const AgencyKind = z.enum(agencyKinds)
export type AgencyKind = z.infer<typeof AgencyKind>

/** What an agency must declare about itself; shown as badges, and owners can filter on them. */
export const federalTies = ['task-force', '287g'] as const
export const FederalTie = z.enum(federalTies)
export type FederalTie = z.infer<typeof FederalTie>

/** The public facts of an agency. */
export const AgencyProfile = z.strictObject({
  id: AgencyId,
  name: z.string().trim().min(3).max(120),
  kind: AgencyKind,
  /** The place it serves, in words: `Maple Heights, Ohio`. */
  place: z.string().trim().min(2).max(120),
  zone: Zone,
  federal: z.array(FederalTie).max(federalTies.length),
  /** A number from a public directory, not from the agency's own message. */
  phone: z.string().trim().min(5).max(40),
  website: z.url({ protocol: /^https$/ }).max(200),
})
export type AgencyProfile = z.infer<typeof AgencyProfile>

/** The public halves of the two keys that an agency makes in its own browser. */
export const AgencyKeys = z.strictObject({ signing: SigningKey, vault: Recipient })
export type AgencyKeys = z.infer<typeof AgencyKeys>
