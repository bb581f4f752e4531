import {
  AgencyProfile,
  Ask,
  ClipTime,
  Day,
  Instant,
  MeasuredClock,
  Media,
  Place,
  QuestionId,
  RequestId,
  Rungs,
  SignedRequest,
  SubmissionId,
  Zone,
} from '@porchlight/core'
import { z } from 'zod'

import { View } from '../camera.ts'
import { ClockReading, Shown, ShownTime } from '../shown-time.ts'

/** Random names that the hub gives to what it keeps; they tell nothing and never leave. */
export const LocalId = z.string().regex(/^[0-9a-f]{16}$/)
export type LocalId = z.infer<typeof LocalId>

const Part = z.number().min(0).max(1)
export const BoxForm = z.strictObject({ x: Part, y: Part, width: Part, height: Part })

/** {@link import('../redact/plan.ts').EditPlan} as it travels between the hub and its screens. */
export const EditPlanForm = z.strictObject({
  cut: z.strictObject({ from: z.number().min(0), to: z.number().positive() }).nullable(),
  audio: z.enum(['removed', 'kept']),
  boxes: z
    .array(
      z.strictObject({
        from: z.number().min(0),
        to: z.number().positive(),
        keyFrames: z
          .array(z.strictObject({ at: z.number().min(0), box: BoxForm }))
          .min(1)
          .max(500),
      }),
    )
    .max(50),
  masks: z.array(BoxForm).max(20),
})

const SourceKind = z.enum(['folder', 'frigate', 'ring-zip', 'zoneminder'])

export const SourceView = z.strictObject({
  id: LocalId,
  kind: SourceKind,
  /** A path or an address: what the owner gave. */
  where: z.string(),
  clips: z.int().min(0),
  /** How far the running look at it is, clips seen; null where none runs. */
  scanning: z.int().min(0).nullable(),
  scannedAt: Instant.nullable(),
  /** Files whose names nobody understands; one of them as an example. */
  unknown: z.int().min(0),
  example: z.string().nullable(),
  /** What went wrong the last time, a code of `sourceFaults`. */
  fault: z.string().nullable(),
  /** In which its clock runs, where the owner said so. */
  zone: Zone.nullable(),
  /** The newest measurement of its clock. */
  clock: ClockReading.nullable(),
  /**
   * `live`: changes are seen within seconds. Else why not: more folders than this system watches, or a disk of
   * another machine. Null where the source tells nothing of changes.
   */
  watching: z.enum(['live', 'limit', 'network']).nullable(),
  /** How many films motion's own database tells of; null where there is none. */
  films: z.int().min(0).nullable(),
  /** Where the owner said that it is. */
  database: z.string().nullable(),
})
export type SourceView = z.infer<typeof SourceView>

/** Where a camera's own clock can be read. */
export const CameraClock = z.strictObject({
  /** An ONVIF camera of the house, as the owner types it: `192.168.1.20`, or with port and path. */
  address: z.string().trim().min(1).max(200),
  /** In which the clock in its picture runs. */
  zone: Zone,
  /** Whether the camera itself names its files: its clock is then that of the recordings too. */
  names: z.boolean(),
})
export type CameraClock = z.infer<typeof CameraClock>

export const CameraView = z.strictObject({
  id: LocalId,
  source: LocalId,
  name: z.string(),
  view: View.nullable(),
  masks: z.array(BoxForm),
  clock: CameraClock.nullable(),
  /** The newest measurement of the clock in its picture. */
  reading: ClockReading.nullable(),
  /** Why its clock could not be read the last time, a code of `sourceFaults`. */
  clockFault: z.string().nullable(),
  clips: z.int().min(0),
  newest: Instant.nullable(),
})
export type CameraView = z.infer<typeof CameraView>

/** Why a camera fits a request. */
export const Reason = z.strictObject({
  camera: LocalId,
  where: z.enum(['inside', 'sees-into']),
  /** From the edge of the area, to the camera. */
  metres: z.int().min(0),
  looksOnto: z.string().nullable(),
})
export type Reason = z.infer<typeof Reason>

export const MatchCard = z.strictObject({
  request: RequestId,
  signed: SignedRequest,
  agency: AgencyProfile,
  reasons: z.array(Reason).min(1),
  /** How many clips overlap its windows. */
  clips: z.int().min(0),
  held: z.boolean(),
})
export type MatchCard = z.infer<typeof MatchCard>

/** A clip of the shortlist. */
export const ClipView = z.strictObject({
  id: LocalId,
  camera: LocalId,
  fileName: z.string(),
  time: ShownTime,
  /** True interval as far as known, and how far it may be off either way. */
  from: Instant,
  to: Instant,
  errorSeconds: z.number().min(0),
  /** How it was measured; null where the error is assumed. */
  clock: MeasuredClock.nullable(),
  labels: z.array(z.string()),
  plates: z.array(z.string()),
  bytes: z.int().min(0).nullable(),
  /** Whether its original is kept from being overwritten. */
  held: z.boolean(),
})
export type ClipView = z.infer<typeof ClipView>

/** Originals that are held against being overwritten. */
const Kept = z.strictObject({ clips: z.int().min(1), bytes: z.int().min(0), until: Instant })

export const MatchView = z.strictObject({
  card: MatchCard,
  clips: z.array(ClipView).max(500),
  /** Parts of the windows for which a matching camera has no clip. */
  gaps: z.array(z.strictObject({ camera: LocalId, from: Instant, to: Instant })).max(200),
  /** Where two clips of one camera tell of the same time: its clock was set back, or it records twice. */
  overlaps: z.array(z.strictObject({ camera: LocalId, from: Instant, to: Instant })).max(200),
  hold: Kept.nullable(),
})
export type MatchView = z.infer<typeof MatchView>

/** What a file tells beside its picture; `Revealed` of media/reveals.ts. */
const RevealedForm = z.strictObject({ kind: z.string(), name: z.string(), value: z.string() })

/** An original that was opened to be reviewed. */
export const OpenedView = z.strictObject({
  clip: LocalId,
  camera: LocalId,
  /** Of the source that it is from. */
  kind: SourceKind,
  media: Media,
  audio: z.boolean(),
  reveals: z.array(RevealedForm),
  masks: z.array(BoxForm),
})
export type OpenedView = z.infer<typeof OpenedView>

export const CopyView = z.strictObject({
  id: LocalId,
  request: RequestId,
  clip: LocalId,
  plan: EditPlanForm,
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('making'), part: Part }),
    /** Proven clean: the report of the proof. */
    z.strictObject({
      kind: z.literal('made'),
      bytes: z.int().min(1),
      seconds: z.number(),
      frames: z.int(),
      width: z.int(),
      height: z.int(),
      sound: z.boolean(),
      /** What the manifest will say of its time. */
      time: ClipTime.nullable(),
    }),
    z.strictObject({ kind: z.literal('failed'), because: z.string() }),
  ]),
})
export type CopyView = z.infer<typeof CopyView>

/** What the agency asked about an answer, and what the owner did with it. */
export const QuestionView = z.strictObject({
  question: QuestionId,
  asks: Ask,
  text: z.string(),
  day: Day,
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('open') }),
    z.strictObject({ kind: z.literal('declined') }),
    z.strictObject({ kind: z.literal('waiting'), text: z.string(), sendsAt: Instant }),
    z.strictObject({ kind: z.literal('stopped'), text: z.string(), because: z.string() }),
    z.strictObject({ kind: z.literal('sent'), text: z.string() }),
  ]),
})
export type QuestionView = z.infer<typeof QuestionView>

export const AnswerView = z.strictObject({
  id: LocalId,
  request: RequestId,
  title: z.string(),
  agency: z.string(),
  clips: z.int().min(1),
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('waiting'), sendsAt: Instant }),
    z.strictObject({ kind: z.literal('sending'), part: Part }),
    z.strictObject({ kind: z.literal('stopped'), because: z.string() }),
    z.strictObject({ kind: z.literal('received'), submission: SubmissionId }),
    z.strictObject({ kind: z.literal('opened'), submission: SubmissionId }),
    z.strictObject({ kind: z.literal('used'), submission: SubmissionId }),
    z.strictObject({ kind: z.literal('unused'), submission: SubmissionId }),
    z.strictObject({ kind: z.literal('destroyed'), submission: SubmissionId }),
    /** Nothing more is sent; the instance could not be told yet. */
    z.strictObject({ kind: z.literal('withdrawing') }),
    z.strictObject({ kind: z.literal('withdrawn') }),
  ]),
  receipt: z.boolean(),
  /** Whether the owner allowed that the agency asks something, and it has not ended. */
  mayBeAsked: z.boolean(),
  /** The oldest first. */
  questions: z.array(QuestionView),
})
export type AnswerView = z.infer<typeof AnswerView>

/** Local and shareable, as lists of advertisements to block are: what it hides stays hidden here only. */
export const FilterList = z.strictObject({
  kind: z.literal('porchlight/filters/v1'),
  hideBadges: z.array(z.enum(['task-force', '287g'])),
  hideOffences: z.array(z.string().max(60)).max(50),
})
export type FilterList = z.infer<typeof FilterList>

/** Everything that the first screen shows. */
export const HubView = z.strictObject({
  instance: z.strictObject({ origin: z.url() }).nullable(),
  feed: z
    .strictObject({
      number: z.int(),
      vouchedAt: Instant,
      live: z.int().min(0),
      /** How many of the live ones the owner's filters hide. */
      hidden: z.int().min(0),
      nextAt: Instant,
      /** Where requests are, all of them: a map begins there. */
      around: z.array(Place).max(50),
    })
    .nullable(),
  /** Why the last feed was refused, or could not be fetched: a check's name, or `unreachable`. */
  trouble: z.string().nullable(),
  sources: z.array(SourceView),
  cameras: z.array(CameraView),
  matches: z.array(MatchCard),
  answers: z.array(AnswerView),
  /** Originals that are held for requests which no card is about: they are over, or hidden, or declined. */
  kept: z.array(Kept.extend({ request: RequestId })),
  filters: FilterList,
  /** How ffmpeg is fenced in here. */
  sandbox: z.string(),
})
export type HubView = z.infer<typeof HubView>

/** Where the names are of no known recorder: one file, and what its clock showed at its beginning. */
const Learn = z.strictObject({ example: z.string().max(500), shown: Shown })

const NewFolder = z.strictObject({
  kind: z.literal('folder'),
  path: z.string().min(1).max(4096),
  /** In which the recorder writes its local times. */
  zone: Zone,
  learn: Learn.nullable(),
  /** Where motion's database is, if it is not in the folder. */
  database: z.string().min(1).max(4096).optional(),
})

/** Videos of a zip that the hub has unpacked already. */
const NewRingZip = z.strictObject({
  kind: z.literal('ring-zip'),
  zip: LocalId,
  /** Of the file, for the owner to know it by. */
  name: z.string().min(1).max(300),
  /** In which the names tell their times. */
  zone: Zone,
  learn: Learn.nullable(),
})

const Address = z.url({ protocol: /^https?$/ }).max(500)
const signIn = { user: z.string().min(1).max(200), password: z.string().min(1).max(500) }

/** A Frigate at its port 8971, by a user who may only look. */
const NewFrigate = z.strictObject({
  kind: z.literal('frigate'),
  url: Address.transform((url) => new URL(url).origin),
  ...signIn,
})

/** A ZoneMinder below the path at which its own screens are, by a user who may only look. */
const NewZoneMinder = z.strictObject({
  kind: z.literal('zoneminder'),
  url: Address.transform((url) => {
    const { origin, pathname } = new URL(url)
    return origin + pathname.replace(/(?:\/index\.php)?\/*$/, '')
  }),
  ...signIn,
})

export const NewSource = z.discriminatedUnion('kind', [
  NewFolder,
  NewFrigate,
  NewRingZip,
  NewZoneMinder,
])
export type NewSource = z.infer<typeof NewSource>

/** What is in a folder of the hub's machine; names only. */
export const FolderView = z.strictObject({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.string()),
  videos: z.int().min(0),
  /** How many were counted in the folders below; `all` where no more are there. */
  below: z.strictObject({ videos: z.int().min(0), all: z.boolean() }),
  /** Which recorder's names they are; null where not known. */
  grammar: z.string().nullable(),
  /** Whether the recorder's zone has to be asked. */
  asksZone: z.boolean(),
  example: z.string().nullable(),
})
export type FolderView = z.infer<typeof FolderView>

/** A zip that was dropped in: what is in it, before it becomes a source. */
export const ZipView = z.strictObject({
  zip: LocalId,
  videos: z.int().min(1),
  /** Files that are no videos: left out. */
  others: z.int().min(0),
  /** Videos whose names tell when they were saved, and not when they were taken. */
  saved: z.int().min(0),
  /** Which recorder's names they are; null where not known. */
  grammar: z.string().nullable(),
  asksZone: z.boolean(),
  /** One whose name may be learned. */
  example: z.string().nullable(),
})
export type ZipView = z.infer<typeof ZipView>

export const AnswerInput = z.strictObject({
  request: RequestId,
  copies: z.array(LocalId).min(1).max(50),
  rungs: Rungs.omit({ reply: true }),
  /** The agency may ask the owner something, who stays anonymous: the hub makes a key for it. */
  mayAsk: z.boolean(),
  /** False: it leaves after a random while, so that its time says nothing about when it was decided. */
  hurry: z.boolean(),
})
