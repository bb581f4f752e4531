import {
  AgencyProfile,
  ClipTime,
  Digest,
  Instant,
  RequestId,
  Rungs,
  SignedRequest,
  SubmissionId,
  Token,
} from '@porchlight/core'
import {
  BoxForm,
  CameraClock,
  ClockReading,
  EditPlanForm,
  FilterList,
  LocalId,
  NewSource,
  ShownTime,
  View,
} from '@porchlight/owner'
import type Database from 'libsql'
import { z } from 'zod'

import { KeptQuestion } from '../answer/kept-questions.ts'
import { Memory } from '../follow/memory.ts'
import { Records } from './records.ts'

/** Whose requests are followed. */
const Instance = z.strictObject({ origin: z.url(), invite: z.string().nullable() })
type Instance = z.infer<typeof Instance>

/** A request that passed every check of the newest feed, as everybody has it. */
export const LiveRequest = z.strictObject({
  signed: SignedRequest,
  digest: Digest,
  agency: AgencyProfile,
})
export type LiveRequest = z.infer<typeof LiveRequest>

/** What the newest accepted feed said. */
export const Seen = z.strictObject({
  memory: Memory,
  vouchedAt: Instant,
  live: z.array(LiveRequest),
})
export type Seen = z.infer<typeof Seen>

/** GeoJSON text of the streets of the instance that is followed. */
const KeptStreets = z.strictObject({ origin: z.url(), text: z.string(), fetchedAt: Instant })
type KeptStreets = z.infer<typeof KeptStreets>

/** One each day, for nearly three years; the oldest first. */
export const maxReadings = 1000
const Readings = z.array(ClockReading).max(maxReadings)

/** A recorder as the owner gave it, password and all. */
export const KeptSource = z.strictObject({
  id: LocalId,
  source: NewSource,
  /** SHA-256 of the certificate that it showed first; null where it has none. */
  certificate: z.string().nullable(),
  readings: Readings,
})
export type KeptSource = z.infer<typeof KeptSource>

const KeptCamera = z.strictObject({
  id: LocalId,
  source: LocalId,
  name: z.string(),
  view: View.nullable(),
  masks: z.array(BoxForm),
  clock: CameraClock.nullable().default(null),
})
export type KeptCamera = z.infer<typeof KeptCamera>

/** Of the clock in a camera's picture: apart, as cameras are looked at all the time and this grows. */
const KeptReadings = z.strictObject({ readings: Readings })
type KeptReadings = z.infer<typeof KeptReadings>

/** What the index knew of a clip. */
const KnownClip = z.strictObject({
  id: LocalId,
  source: LocalId,
  camera: LocalId,
  cameraName: z.string(),
  key: z.string(),
  time: ShownTime,
  from: Instant,
  to: Instant,
  errorSeconds: z.number(),
  measured: z.boolean(),
  offsetSeconds: z.number().nullable(),
  labels: z.array(z.string()),
  plates: z.array(z.string()),
  bytes: z.number().nullable(),
})

/** An original that is kept from being overwritten: a link or a copy in the hub's own folder. */
export const Held = z.strictObject({
  request: RequestId,
  clip: LocalId,
  file: z.string(),
  bytes: z.int().min(0),
  until: Instant,
  /** Null in states of before the index was allowed to forget a clip that is held. */
  known: KnownClip.nullable().default(null),
})
export type Held = z.infer<typeof Held>

/** A copy that was proven clean and waits for the yes. */
export const KeptCopy = z.strictObject({
  id: LocalId,
  request: RequestId,
  clip: LocalId,
  plan: EditPlanForm,
  facts: z.strictObject({
    bytes: z.int(),
    seconds: z.number(),
    frames: z.int(),
    width: z.int(),
    height: z.int(),
    sound: z.boolean(),
    /** The file that it was made of, and whether that has sound. Null in copies of before this was kept. */
    madeOf: z
      .strictObject({ fileName: z.string(), sha256: Digest, sound: z.boolean() })
      .nullable()
      .default(null),
    /** As it was shown to the owner: a clock that is measured later does not change what they said yes to. */
    time: ClipTime.nullable().default(null),
  }),
})
export type KeptCopy = z.infer<typeof KeptCopy>

/** A yes, from then until its footage has ended. */
export const KeptAnswer = z.strictObject({
  id: LocalId,
  live: LiveRequest,
  copies: z.array(LocalId),
  rungs: Rungs,
  sendsAt: Instant,
  /** Null before the instance was told anything. The secret can withdraw the answer. */
  opened: z.strictObject({ submission: SubmissionId, secret: z.string() }).nullable(),
  /** Text of the receipt; null before the log has it. */
  receipt: z.string().nullable(),
  status: z.enum([
    'waiting',
    'received',
    'opened',
    'unused',
    'used',
    'destroyed',
    /** Said no to: it is sent no more, and the instance may have to be told yet. */
    'withdrawing',
    'withdrawn',
  ]),
  /** What stopped the last attempt: the code of a fault. */
  stopped: z.string().nullable(),
  /**
   * The identity that reads what its agency asks; null where the owner did not allow it, and once it has ended.
   * Absent from answers of before there were questions.
   */
  reply: z.string().nullable().default(null),
})
export type KeptAnswer = z.infer<typeof KeptAnswer>

/** The right to answer one request once; whose it is, the instance cannot tell. */
const KeptToken = z.strictObject({ request: RequestId, token: Token })
type KeptToken = z.infer<typeof KeptToken>

/** All that the hub keeps, beside the index of clips. */
export interface State {
  readonly database: Database.Database
  readonly instance: Records<Instance>
  readonly seen: Records<Seen>
  readonly streets: Records<KeptStreets>
  readonly filters: Records<FilterList>
  readonly sources: Records<KeptSource>
  readonly cameras: Records<KeptCamera>
  /** By camera. */
  readonly cameraReadings: Records<KeptReadings>
  readonly held: Records<Held>
  readonly copies: Records<KeptCopy>
  readonly answers: Records<KeptAnswer>
  /** By answer and question. */
  readonly questions: Records<KeptQuestion>
  /** By request. */
  readonly tokens: Records<KeptToken>
}

export function stateOf(database: Database.Database): State {
  return {
    database,
    instance: new Records(database, 'instance', Instance),
    seen: new Records(database, 'seen', Seen),
    streets: new Records(database, 'streets', KeptStreets),
    filters: new Records(database, 'filters', FilterList),
    sources: new Records(database, 'source', KeptSource),
    cameras: new Records(database, 'camera', KeptCamera),
    cameraReadings: new Records(database, 'camera-readings', KeptReadings),
    held: new Records(database, 'held', Held),
    copies: new Records(database, 'copy', KeptCopy),
    answers: new Records(database, 'answer', KeptAnswer),
    questions: new Records(database, 'question', KeptQuestion),
    tokens: new Records(database, 'token', KeptToken),
  }
}

/** The name of the one record of its kind. */
export const only = 'only'
