import { z } from 'zod'

import { equal } from './bytes.ts'
import { canonicalBytes } from './canonical.ts'
import { AgencyId, Digest, RecipientId, RequestId, SigningKey } from './id.ts'
import { Day, Instant } from './instant.ts'
import { Offence } from './offence.ts'
import { RequestClass } from './request.ts'

/** Index of another entry of the same log. */
const EntryIndex = z.int().min(0)

/** What a custody entry says: which submission, by the index of its `submission.sealed`, and the head of its chain. */
const custody = { submission: EntryIndex, event: Digest, day: Day }

/**
 * One line of the public log. No name of a person, no plate, no address, no free text; times of
 * submissions to the day, so that they match no upload.
 */
export const Entry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('request.published'),
    request: RequestId,
    version: z.int().min(1),
    agency: AgencyId,
    agencyKey: SigningKey,
    digest: Digest,
    recipient: RecipientId,
    offence: Offence,
    class: RequestClass,
    at: Instant,
  }),
  z.strictObject({
    kind: z.literal('submission.sealed'),
    request: RequestId,
    recipients: z.array(RecipientId).min(1).max(8),
    commitment: Digest,
    sizeClass: z.int().min(0).max(64),
    day: Day,
  }),
  z.strictObject({ kind: z.literal('custody.opened'), ...custody }),
  z.strictObject({ kind: z.literal('custody.accepted'), ...custody }),
  z.strictObject({ kind: z.literal('custody.declined'), ...custody }),
])
export type Entry = z.infer<typeof Entry>
export type EntryKind = Entry['kind']

/** The bytes that the log holds: RFC 8785 JSON. */
export function entryBytes(entry: Entry): Uint8Array {
  return canonicalBytes(entry)
}

export type EntryVerdict =
  | { readonly read: true; readonly entry: Entry }
  | { readonly read: false; readonly because: 'not-json' | 'unknown-form' | 'not-canonical' }

/** Reads an entry back; anything but the one canonical form of a known kind is found wanting. */
export function readEntry(bytes: Uint8Array): EntryVerdict {
  const text = new TextDecoder('utf-8', { fatal: false }).decode(bytes)
  const json = jsonOf(text)
  if (json === undefined) return { read: false, because: 'not-json' }
  const parsed = Entry.safeParse(json)
  if (!parsed.success) return { read: false, because: 'unknown-form' }
  return equal(entryBytes(parsed.data), bytes)
    ? { read: true, entry: parsed.data }
    : { read: false, because: 'not-canonical' }
}

/** Bytes of a submission as the log tells them: the power of two that holds them. */
export function sizeClassOf(bytes: number): number {
  return Math.max(0, Math.ceil(Math.log2(Math.max(1, bytes))))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
