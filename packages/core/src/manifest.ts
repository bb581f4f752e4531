import { z } from 'zod'

import { Place } from './area.ts'
import { Digest, Recipient, RequestId } from './id.ts'
import { Day, Instant } from './instant.ts'

/** A shop's worth of cameras over the windows of one request; more is another submission. */
export const maxClips = 200

/** Two days of 4K in one file are 60 GB; above that, ask the agency for a disk. */
export const maxClipBytes = 64 * 1024 ** 3

/** Random 32 bytes as base64url (of the last digit two bits are none): makes a commitment unguessable. */
export const Salt = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)
export type Salt = z.infer<typeof Salt>

/** A clip's random name inside a submission: 16 hexadecimal digits, telling nothing. */
export const ClipName = z.string().regex(/^[0-9a-f]{16}$/)
export type ClipName = z.infer<typeof ClipName>

/** What was done to the original to make the copy. */
export const Edits = z.strictObject({
  /** Seconds of the original; null where all of it was kept. */
  cut: z.strictObject({ from: z.number().min(0), to: z.number().positive() }).nullable(),
  audio: z.enum(['removed', 'kept', 'none']),
  /** `original` means the untouched bytes, metadata and all: sent only after a warning. */
  picture: z.enum(['re-encoded', 'original']),
  /** How many boxes the owner drew over something, and how many masks the camera always has. */
  boxes: z.int().min(0).max(50),
  masks: z.int().min(0).max(20),
})
export type Edits = z.infer<typeof Edits>

/** How a clock was compared with true time. */
export const ClockMethod = z.enum(['onvif', 'http-date', 'host-clock', 'owner-photo'])
export type ClockMethod = z.infer<typeof ClockMethod>

/**
 * A clock that was compared with true time. Whole seconds, and the day of the comparison: finer ones would tell
 * which answers are of one owner.
 */
export const MeasuredClock = z.strictObject({
  /** Clock minus true time: positive where it is fast. */
  offsetSeconds: z.int(),
  /** The offset may be off by so much at the time of the clip, either way: drift since the comparison included. */
  errorSeconds: z.int().min(0),
  method: ClockMethod,
  checkedOn: Day,
})
export type MeasuredClock = z.infer<typeof MeasuredClock>

/** What the sender knows of the time; never invented: absent means unknown. */
export const ClipTime = z.strictObject({
  /** When the copy's first picture was taken, by the clock that stamped the recording. */
  displayed: Instant,
  /** The other instant that this clock may have meant: a local time that comes twice, or never. */
  otherwise: Instant.nullable(),
  method: z.enum(['file-name', 'file-metadata', 'recorder', 'owner-said']),
  /** That clock, as it was measured; null where it never was. */
  clock: MeasuredClock.nullable(),
  /** The clock that the picture itself shows, where that is another and was measured. */
  picture: MeasuredClock.nullable(),
})
export type ClipTime = z.infer<typeof ClipTime>

export const Media = z.strictObject({
  type: z.string().max(100),
  codec: z.string().max(100).nullable(),
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  seconds: z.number().min(0).nullable(),
})
export type Media = z.infer<typeof Media>

export const Clip = z.strictObject({
  name: ClipName,
  /** Length of the clip in bytes; what follows in the age file is padding. */
  bytes: z.int().min(1).max(maxClipBytes),
  sha256: Digest,
  /** Salted commitment to the untouched original, opened only if the owner agrees. */
  original: Digest,
  edits: Edits,
  time: ClipTime.nullable(),
  media: Media,
})
export type Clip = z.infer<typeof Clip>

/** The rungs of the ladder that an owner may climb; every one is absent unless the owner filled it in. */
export const Rungs = z.strictObject({
  statement: z.string().trim().min(1).max(4000).optional(),
  position: Place.optional(),
  name: z.string().trim().min(1).max(200).optional(),
  contact: z.string().trim().min(1).max(200).optional(),
  /**
   * An age recipient made for this one answer: its agency may ask its owner something, who stays anonymous and
   * need not answer. Two answers of one owner have two, so that nobody links them by it.
   */
  reply: Recipient.optional(),
})
export type Rungs = z.infer<typeof Rungs>

/** The text an owner agrees to when sending; a change of its words changes this name. */
export const consentVersion = '2026-11'

/** What one sealed answer holds, as only its recipients can read it. */
export const Manifest = z.strictObject({
  kind: z.literal('porchlight/manifest/v1'),
  request: RequestId,
  version: z.int().min(1),
  /** Digest of the signed request that was answered, so that the question cannot change afterwards. */
  requestDigest: Digest,
  consent: z.string().max(20),
  recipients: z.array(Recipient).min(1).max(8),
  /** Opens the commitment that stands in the public log. */
  salt: Salt,
  day: Day,
  rungs: Rungs,
  clips: z.array(Clip).min(1).max(maxClips),
})
export type Manifest = z.infer<typeof Manifest>
