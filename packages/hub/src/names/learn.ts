import { hasNoTime, isSavedName } from '@porchlight/owner'
import type { Shown } from '@porchlight/owner'

import type { Grammar, NamedParts } from './grammars.ts'
import { formOf } from './learned-form.ts'
import type { Field, LearnedForm, Meaning } from './learned-form.ts'

const fields: readonly Field[] = ['year', 'yy', 'month', 'day', 'hour', 'minute', 'second']

/**
 * Learns how a recorder names its files from one of them and what its clock showed at the beginning.
 *
 * @returns null where its digits do not tell that time, or could tell it in two ways (on 2026-11-11 nobody
 *   knows which eleven is the month): another example is asked for
 */
export function learn(example: string, shown: Shown): Grammar | null {
  if (!mayTell(example)) return null
  const values = valuesOf(shown)
  const segments = example.split('/').map((text) => text.match(/\d+/g) ?? [])
  const dated = datedFolders(example, values)
  const all = readings(segments.flat(), values)
  const again = segments.flatMap((runs, at) => runs.map(() => at < dated.to && at >= dated.from))
  // a date that the folders tell and the name tells again is read from the name
  const fromName = all.filter((way) =>
    way.every((meaning, at) => again[at] !== true || meaning === 'other'),
  )
  const ways = fromName.length > 0 ? fromName : all
  const most = Math.max(0, ...ways.map(told))
  const best = ways.filter((way) => told(way) === most)
  const [way, ...others] = best
  if (way === undefined || others.length > 0) return null
  const form = formOf(example, way, dated)
  const saysSeconds = way.some((meaning) => meaning !== 'other' && meaning.includes('second'))
  return {
    name: 'learned',
    zone: 'local',
    stamps: 'start',
    slackSeconds: saysSeconds ? 1 : 60,
    read: (path) => (isSavedName(path) ? null : partsBy(form, path)),
  }
}

/** Whether a path has the digits of a time at all: where it has not, no example teaches to read others like it. */
export function mayTell(path: string): boolean {
  return !isSavedName(path) && !hasNoTime(path)
}

type Values = { readonly [F in Field]: string }

function valuesOf(shown: Shown): Values {
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] =
    shown.match(/\d+/g) ?? []
  return { year, yy: year.slice(2), month, day, hour, minute, second }
}

/** Which folders on the way are the date, year first: `2026/11/23`, `20261123`. */
function datedFolders(example: string, values: Values): { readonly from: number; to: number } {
  const folders = example.split('/').slice(0, -1)
  const date = `${values.year}${values.month}${values.day}${values.hour}`
  for (let from = 0; from < folders.length; from++) {
    let said = ''
    for (let to = from; to < folders.length; to++) {
      const folder = folders[to] ?? ''
      if (!/^[\d\-_. ]+$/.test(folder)) break
      said += folder.replaceAll(/\D/g, '')
      const isEnd = said.length >= 8 || to + 1 === folders.length
      const next = (folders[to + 1] ?? '').replaceAll(/\D/g, '')
      const goesOn = next !== '' && date.startsWith(said + next)
      if (said.length >= 4 && isEnd && !goesOn && date.startsWith(said)) return { from, to: to + 1 }
    }
  }
  return { from: 0, to: 0 }
}

/** Every way to read the runs, left to right, with each part of the time at most once. */
function readings(runs: readonly string[], values: Values): readonly (readonly Meaning[])[] {
  let ways: readonly (readonly Meaning[])[] = [[]]
  for (const run of runs)
    ways = ways.flatMap((way) => {
      const used = new Set(way.flatMap((meaning) => (meaning === 'other' ? [] : meaning)))
      const meanings: Meaning[] = ['other', ...spelled(run, values, used)]
      return meanings.map((meaning) => [...way, meaning])
    })
  return ways.filter(isWhole)
}

/** Every sequence of unused parts whose digits are exactly this run. */
function spelled(
  run: string,
  values: Values,
  used: ReadonlySet<Field>,
): readonly (readonly Field[])[] {
  if (run === '') return [[]]
  return fields.flatMap((field) => {
    const isUsed =
      used.has(field) ||
      (field === 'yy' && used.has('year')) ||
      (field === 'year' && used.has('yy'))
    if (isUsed || !run.startsWith(values[field])) return []
    const rest = spelled(run.slice(values[field].length), values, new Set([...used, field]))
    return rest.map((others) => [field, ...others])
  })
}

function isWhole(way: readonly Meaning[]): boolean {
  const found = new Set(way.flatMap((meaning) => (meaning === 'other' ? [] : meaning)))
  const hasYear = found.has('year') || found.has('yy')
  return hasYear && (['month', 'day', 'hour', 'minute'] as const).every((field) => found.has(field))
}

/** A reading with seconds and four digits of the year says more. */
function told(way: readonly Meaning[]): number {
  const found = way.flatMap((meaning) => (meaning === 'other' ? [] : meaning))
  return (found.includes('second') ? 2 : 0) + (found.includes('year') ? 1 : 0)
}

function partsBy({ form, words }: LearnedForm, path: string): NamedParts | null {
  const groups = form.exec(path)?.groups
  if (groups === undefined) return null
  const { year, yy, month = '', day = '', hour = '', minute = '', second = '00' } = groups
  const camera = words.map((word) => groups[word] ?? '').filter((text) => text !== '')
  return {
    camera: camera.length === 0 ? null : camera.join(' '),
    year: year ?? `20${yy ?? ''}`,
    month,
    day,
    hour,
    minute,
    second,
    seconds: null,
  }
}
