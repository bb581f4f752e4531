import { daySeconds, hourSeconds, minuteSeconds } from '@porchlight/core'
import { html } from 'hono/html'

import type { LogReading } from '../log/browse.ts'
import { isEntryKind } from '../log/browse-kinds.ts'
import type { TraitName } from '../log/browse-traits.ts'
import { m } from '../words/messages.js'
import type { Document } from './document.ts'
import { headText, recomputing } from './log-page-head.ts'
import { kindNames, traitName } from './log-page-filters.ts'
import type { PageSource } from './source.ts'
import { figures } from './statistics-page-figures.ts'
import { statisticsSection } from './statistics-page-section.ts'
import type { StatisticsSection } from './statistics-page-section.ts'
import { stepMark } from './statistics-page-steps.ts'
import { tablesOf } from './statistics-page-tables.ts'
import type { Tables } from './statistics-page-tables.ts'
import type { Html, View } from './view.ts'
import { monthMark } from './when.ts'

/** What happened here in numbers, each counted from the log and none of them typed. */
export async function statisticsPage(view: View, source: PageSource): Promise<Document> {
  const reading = await source.log()
  const tables = tablesOf(reading)
  return {
    title: m.pages_statistics_title({}, view),
    description: m.pages_statistics_lead({}, view),
    section: 'statistics',
    body: html`<div class="wrap">
      <h1>${m.pages_statistics_title({}, view)}</h1>
      <p class="lead">${m.pages_statistics_lead({}, view)}</p>
      ${figures(view, reading)} ${headText(view, reading)}
      ${sections(view, tables, reading).map((section) => statisticsSection(view, section))}
      ${recomputing(view, countingAgain(view))} ${files(view)}
    </div>`,
  }
}

function sections(view: View, tables: Tables, reading: LogReading): readonly StatisticsSection[] {
  return [
    {
      id: 'offences',
      title: m.pages_stat_offences({}, view),
      text: m.pages_stat_offences_text({}, view),
      what: m.pages_filter_offence({}, view),
      rows: tables.offences,
      name: named(view, 'offence'),
      plot: 'bars',
      none: m.pages_stat_none({}, view),
    },
    {
      id: 'outcomes',
      title: m.pages_stat_outcomes({}, view),
      text: m.pages_stat_outcomes_text({}, view),
      what: m.pages_stat_outcome({}, view),
      rows: tables.outcomes,
      name: (key) => outcomeName(view, key),
      plot: 'bars',
      none: m.pages_stat_none({}, view),
    },
    {
      id: 'time',
      title: m.pages_stat_time({}, view),
      text: timeText(view, reading),
      what: m.pages_stat_time_what({}, view),
      rows: tables['days-to-close'],
      name: named(view, 'lasted'),
      mark: (key) => stepMark(Number(key)),
      plot: 'columns',
      none: m.pages_stat_time_none({}, view),
    },
    {
      id: 'rules',
      title: m.pages_stat_rules({}, view),
      text: m.pages_stat_rules_text({}, view),
      what: m.pages_refusals_rule({}, view),
      rows: tables.rules,
      name: named(view, 'rule'),
      mark: (key) => key,
      plot: 'bars',
      none: m.pages_refusals_none({}, view),
    },
    ...answerSections(view, tables),
  ]
}

function answerSections(view: View, tables: Tables): readonly StatisticsSection[] {
  return [
    {
      id: 'months',
      title: m.pages_stat_months({}, view),
      text: m.pages_stat_months_text({}, view),
      what: m.pages_stat_month({}, view),
      rows: tables['answers-by-month'],
      name: named(view, 'month'),
      mark: (key) => monthMark(view, key),
      plot: 'columns',
      none: m.pages_stat_answers_none({}, view),
    },
    {
      id: 'custody',
      title: m.pages_stat_custody({}, view),
      text: m.pages_stat_custody_text({}, view),
      what: m.pages_stat_step({}, view),
      rows: tables.answers,
      name: (key) => (isEntryKind(key) ? kindNames[key]({}, view) : key),
      plot: 'bars',
      none: m.pages_stat_answers_none({}, view),
    },
    {
      id: 'overdue',
      title: m.pages_stat_overdue({}, view),
      text: m.pages_stat_overdue_text({}, view),
      what: m.pages_stat_step({}, view),
      rows: tables.overdue,
      name: () => m.pages_stat_overdue({}, view),
      plot: null,
    },
    {
      id: 'legal',
      title: m.pages_stat_legal({}, view),
      text: m.pages_stat_legal_text({}, view),
      what: m.pages_stat_legal_what({}, view),
      rows: tables.legal,
      name: named(view, 'legal'),
      plot: null,
    },
  ]
}

function named(view: View, name: TraitName): (key: string) => string {
  return (key) => traitName(view, `${name}:${key}`)
}

function outcomeName(view: View, key: string): string {
  return key === 'open' ? m.pages_stat_open({}, view) : named(view, 'outcome')(key)
}

/** With the length in the middle: half ended sooner. */
function timeText(view: View, { numbers }: LogReading): string {
  const { medianSeconds } = numbers.toClose
  const text = m.pages_stat_time_text({}, view)
  if (medianSeconds === null) return text
  return `${text} ${m.pages_stat_median({ time: lengthText(view, medianSeconds) }, view)}`
}

/** In the unit in which it is at least two, down to minutes: the log says no more. */
function lengthText(view: View, seconds: number): string {
  if (seconds >= 2 * daySeconds)
    return m.pages_value_days({ count: Math.round(seconds / daySeconds) }, view)
  return seconds >= 2 * hourSeconds
    ? m.pages_value_hours({ count: Math.round(seconds / hourSeconds) }, view)
    : m.pages_value_minutes({ count: Math.max(1, Math.round(seconds / minuteSeconds)) }, view)
}

/** Every kind of entry, counted again by whoever runs it. */
function countingAgain({ facts: { origin, logKey } }: View): string {
  return `\nporchlight verify log ${origin} --log '${logKey}' --json | jq .counts`
}

function files(view: View): Html {
  return html`<ul class="files">
    <li><a href="/statistics.csv">${m.pages_statistics_csv({}, view)}</a></li>
    <li><a href="/statistics.json">${m.pages_statistics_json({}, view)}</a></li>
  </ul>`
}
