import type { LegalClass, Offence } from '@porchlight/core'
import { legalClasses, offences } from '@porchlight/core'

import type { LogReading } from '../log/browse.ts'
import type { Trait } from '../log/browse-traits.ts'
import type { LogFilter } from '../log/lines.ts'

/** One number, with the entries that it was counted from. */
export interface Row {
  readonly key: string
  readonly count: number
  readonly filter: LogFilter
}

export const tableNames = [
  'requests',
  'offences',
  'outcomes',
  'days-to-close',
  'rules',
  'answers-by-month',
  'answers',
  'overdue',
  'legal',
] as const
type TableName = (typeof tableNames)[number]

/** Every number of the statistics: the same for the page, the CSV and the JSON. */
export type Tables = Readonly<Record<TableName, readonly Row[]>>

export function tablesOf(reading: LogReading): Tables {
  const { requests, toClose, refusals, answers, overdue, legal } = reading.numbers
  return {
    requests: [
      counted(reading, 'published', { kind: 'request.published' }),
      counted(reading, 'extended', { trait: 'class:extended' }),
      counted(reading, 'refused', { kind: 'request.refused' }),
    ],
    offences: offencesIn(requests.byOffence),
    outcomes: [
      ...Array.from(requests.byOutcome, ([key, count]) => traitRow('outcome', key, count)),
      // published and not ended: counted from both
      { key: 'open', count: requests.open, filter: { kind: 'requests' } },
    ],
    'days-to-close': toClose.counts.map((count, step) => traitRow('lasted', String(step), count)),
    rules: Array.from(refusals.byRule, ([key, count]) => traitRow('rule', key, count)).toSorted(
      (a, b) => b.count - a.count || (a.key < b.key ? -1 : 1),
    ),
    'answers-by-month': everyMonth(answers.byMonth),
    answers: [
      counted(reading, 'submission.sealed', { kind: 'submission.sealed' }),
      counted(reading, 'custody.opened', { kind: 'custody.opened' }),
      counted(reading, 'custody.accepted', { kind: 'custody.accepted' }),
      counted(reading, 'custody.declined', { kind: 'custody.declined' }),
      counted(reading, 'custody.exported', { kind: 'custody.exported' }),
      counted(reading, 'custody.destroyed', { kind: 'custody.destroyed' }),
    ],
    overdue: [
      { key: 'submissions', count: overdue.submissions, filter: { kind: 'handling.overdue' } },
    ],
    legal: legalIn(legal),
  }
}

function counted({ count }: LogReading, key: string, filter: LogFilter): Row {
  return { key, count: count(filter), filter }
}

function traitRow(
  name: 'outcome' | 'lasted' | 'rule' | 'offence',
  key: string,
  count: number,
): Row {
  return { key, count, filter: { trait: `${name}:${key}` satisfies Trait } }
}

/** Those that were asked about, most often first; the order of the closed list where that is the same. */
function offencesIn(counts: ReadonlyMap<Offence, number>): readonly Row[] {
  return offences
    .flatMap((offence) => {
      const count = counts.get(offence)
      return count === undefined ? [] : [traitRow('offence', offence, count)]
    })
    .toSorted((a, b) => b.count - a.count)
}

function legalIn(counts: ReadonlyMap<LegalClass, number>): readonly Row[] {
  return legalClasses.map((key) => {
    return { key, count: counts.get(key) ?? 0, filter: { trait: `legal:${key}` } }
  })
}

/** Months without an answer too: a gap is a number. */
function everyMonth(counts: ReadonlyMap<string, number>): readonly Row[] {
  const months = [...counts.keys()]
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined) return []
  const rows: Row[] = []
  for (let month = first; month <= last; month = nextMonth(month)) {
    const filter: LogFilter = { kind: 'submission.sealed', trait: `month:${month}` }
    rows.push({ key: month, count: counts.get(month) ?? 0, filter })
  }
  return rows
}

function nextMonth(month: string): string {
  const [year = 0, at = 0] = month.split('-').map(Number)
  const next = new Date(Date.UTC(year, at, 1))
  return next.toISOString().slice(0, 7)
}
