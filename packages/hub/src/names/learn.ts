import type { Shown } from '@porchlight/owner'

import type { Grammar, NamedParts } from './grammars.ts'

const fields = ['year', 'yy', 'month', 'day', 'hour', 'minute', 'second'] as const
type Field = (typeof fields)[number]

/** What a run of digits in a name stands for: parts of the time, or something else that may be any number. */
type Meaning = readonly Field[] | 'other'

/**
 * Learns how a recorder names its files from one of them and what its clock showed at the beginning.
 *
 * @returns null where its digits do not tell that time, or could tell it in two ways (on 2026-11-11 nobody
 *   knows which eleven is the month): another example is asked for
 */
export function learn(example: string, shown: Shown): Grammar | null {
  const values = valuesOf(shown)
  const runs = [...example.matchAll(/\d+/g)].map(([run]) => run)
  const ways = readings(runs, values)
  const most = Math.max(0, ...ways.map(told))
  const best = ways.filter((way) => told(way) === most)
  const [way, ...others] = best
  if (way === undefined || others.length > 0) return null
  const form = formOf(example, way)
  const saysSeconds = way.some((meaning) => meaning !== 'other' && meaning.includes('second'))
  return {
    name: 'learned',
    zone: 'local',
    stamps: 'start',
    slackSeconds: saysSeconds ? 1 : 60,
    read: (path) => partsBy(form, path),
  }
}

type Values = { readonly [F in Field]: string }

function valuesOf(shown: Shown): Values {
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] =
    shown.match(/\d+/g) ?? []
  return { year, yy: year.slice(2), month, day, hour, minute, second }
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

function formOf(example: string, way: readonly Meaning[]): RegExp {
  let at = 0
  const text = example.replace(/\d+|[^\d]+/g, (piece) => {
    if (!/^\d/.test(piece)) return anyText(piece)
    const meaning = way[at] ?? 'other'
    at += 1
    if (meaning === 'other') return String.raw`\d+`
    return meaning
      .map((field) => `(?<${field}>${String.raw`\d`}{${field === 'year' ? '4' : '2'}})`)
      .join('')
  })
  return new RegExp(`^${text}$`)
}

/** Other cameras' folders and names may be spelled otherwise; what is between the digits counts by its signs. */
function anyText(piece: string): string {
  return piece.replace(/[A-Za-z]+|[^A-Za-z]+/g, (part) =>
    /^[A-Za-z]/.test(part) ? '[A-Za-z]+' : part.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`),
  )
}

function partsBy(form: RegExp, path: string): NamedParts | null {
  const groups = form.exec(path)?.groups
  if (groups === undefined) return null
  const { year, yy, month = '', day = '', hour = '', minute = '', second = '00' } = groups
  return {
    camera: null,
    year: year ?? `20${yy ?? ''}`,
    month,
    day,
    hour,
    minute,
    second,
    seconds: null,
  }
}
