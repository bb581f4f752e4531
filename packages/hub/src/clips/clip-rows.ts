import { instantOf, millisOf } from '@porchlight/core'
import { ShownTime } from '@porchlight/owner'
import type { TrueInterval } from '@porchlight/owner'
import type Database from 'libsql'
import { z } from 'zod'

import type { FoundClip } from '../sources/source.ts'
import type { IndexedClip } from './clips.ts'

/** The statements of the index, prepared once. A blob that is bound alone is given in an array: the driver takes a lone object for named values. */
export type Queries = ReturnType<typeof queriesOf>

export function queriesOf(database: Database.Database) {
  const timed = `
    SELECT hex(clips.id) AS id, source, clip_cameras.id AS camera, name, key, shown, seconds, bytes,
      clip_forms.form AS form, plates, starts, ends, error, clock_offset
    FROM clip_times
    JOIN clips ON clips.number = clip
    JOIN clip_cameras ON clip_cameras.number = clips.camera
    JOIN clip_forms ON clip_forms.number = clips.form`
  return {
    camera: database.prepare('SELECT number FROM clip_cameras WHERE id = ?'),
    cameras: database.prepare('SELECT number, id FROM clip_cameras WHERE source = ?'),
    insertCamera: database.prepare(
      'INSERT INTO clip_cameras (id, source, name) VALUES (?, ?, ?) RETURNING number',
    ),
    dropCameras: database.prepare('DELETE FROM clip_cameras WHERE source = ?'),
    form: database.prepare('SELECT number FROM clip_forms WHERE form = ?'),
    insertForm: database.prepare('INSERT INTO clip_forms (form) VALUES (?) RETURNING number'),
    insert: database.prepare(
      'INSERT INTO clips (id, camera, key, shown, seconds, bytes, form, plates) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING number',
    ),
    insertTime: database.prepare(
      'INSERT INTO clip_times (camera, span, earliest, clip, latest, starts, ends, error, clock_offset) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    dropTimes: database.prepare('DELETE FROM clip_times WHERE clip = ?'),
    dropClip: database.prepare('DELETE FROM clips WHERE number = ?'),
    known: database.prepare(
      'SELECT number, camera, shown, seconds, bytes, form, plates FROM clips WHERE id = ?',
    ),
    numbers: database.prepare(
      'SELECT number FROM clips WHERE camera = ? AND number > ? ORDER BY number LIMIT ?',
    ),
    time: database.prepare(
      'SELECT camera, shown, seconds, clip_forms.form AS form FROM clips JOIN clip_forms ON clip_forms.number = clips.form WHERE clips.number = ?',
    ),
    byId: database.prepare(`${timed} WHERE clips.id = ? ORDER BY earliest LIMIT 1`),
    nextSpan: database.prepare(
      'SELECT min(span) AS span FROM clip_times WHERE camera = ? AND span > ?',
    ),
    overlap: database.prepare(
      `${timed} WHERE clip_times.camera = ? AND span = ? AND earliest BETWEEN ? AND ? AND latest >= ?`,
    ),
    newest: database.prepare(
      'SELECT hex(clips.id) AS id FROM clip_times JOIN clips ON clips.number = clip WHERE clip_times.camera = ? ORDER BY ends DESC LIMIT 1',
    ),
    count: database.prepare(
      'SELECT count(DISTINCT clip) AS clips, max(ends) AS newest FROM clip_times WHERE camera = ?',
    ),
  }
}

export const IdRow = z.object({ id: z.string() })
export const NumberRow = z.object({ number: z.number() })
export const CameraRow = NumberRow.extend({ id: z.string() })
export const SpanRow = z.object({ span: z.number().nullable() })
export const CountRow = z.object({ clips: z.number(), newest: z.number().nullable() })
export type KnownRow = z.infer<typeof KnownRow>
export const KnownRow = z.object({
  number: z.number(),
  camera: z.number(),
  shown: z.number(),
  seconds: z.number().nullable(),
  bytes: z.number().nullable(),
  form: z.number(),
  plates: z.string(),
})
const TimeRow = KnownRow.pick({ camera: true, shown: true, seconds: true }).extend({
  form: z.string(),
})
const TimedRow = TimeRow.extend({
  id: z.string(),
  source: z.string(),
  camera: z.string(),
  name: z.string(),
  key: z.string(),
  bytes: z.number().nullable(),
  plates: z.string(),
  starts: z.number(),
  ends: z.number(),
  error: z.number(),
  clock_offset: z.number().nullable(),
})

const Form = ShownTime.pick({ zone: true, stamps: true, slackSeconds: true }).extend({
  labels: z.array(z.string()),
})

/** What many clips share, in one order, so that equal ones are equal text. */
export function formOf({ time: { zone, stamps, slackSeconds }, labels }: FoundClip): string {
  return JSON.stringify({ zone, stamps, slackSeconds, labels })
}

/** What the clock showed, in seconds; `NaN` for no time at all. */
export function shownSeconds(shown: string): number {
  return millisOf(`${shown}Z`) / 1000
}

/** Plates have no line breaks in them, and most clips have no plates. */
export function platesText(plates: readonly string[]): string {
  return plates.join('\n')
}

/** Of a clip that is kept: its camera's number, and the time that its recorder told. */
export function timeOf(row: unknown): { readonly camera: number; readonly time: ShownTime } {
  const { camera, form, ...time } = TimeRow.parse(row)
  return { camera, time: shownTime(time, formed(form)) }
}

/** One of the times of a clip, as the index tells it. */
export function clipOf(row: unknown): IndexedClip {
  const { id, source, camera, name, key, bytes, plates, form, ...times } = TimedRow.parse(row)
  const { labels, ...clock } = formed(form)
  return {
    id: id.toLowerCase(),
    source,
    camera,
    cameraName: name,
    key,
    time: shownTime(times, clock),
    from: instantOf(times.starts * 1000),
    to: instantOf(times.ends * 1000),
    errorSeconds: times.error,
    measured: times.clock_offset !== null,
    offsetSeconds: times.clock_offset,
    labels,
    plates: plates === '' ? [] : plates.split('\n'),
    bytes,
  }
}

/** What is written of a time of a clip, after camera, span, earliest, clip and latest. */
export function intervalColumns({ from, to, errorSeconds, offsetSeconds }: TrueInterval) {
  return [millisOf(from) / 1000, millisOf(to) / 1000, errorSeconds, offsetSeconds] as const
}

function formed(form: string): z.infer<typeof Form> {
  return Form.parse(JSON.parse(form))
}

function shownTime(
  { shown, seconds }: { readonly shown: number; readonly seconds: number | null },
  { zone, stamps, slackSeconds }: Omit<z.infer<typeof Form>, 'labels'>,
): ShownTime {
  return { shown: instantOf(shown * 1000).slice(0, -1), zone, stamps, seconds, slackSeconds }
}
