import type { AgencyId } from '@porchlight/core'

import type { LogReading } from './browse.ts'

/** Refusals of one agency by one rule: all that is public of a refused request. */
export interface RefusalCount {
  readonly rule: string
  readonly agency: AgencyId
  readonly count: number
}

/** Counted from the log, most frequent first. */
export function refusalsIn(
  reading: LogReading,
  agencies: readonly AgencyId[],
): readonly RefusalCount[] {
  const refused = agencies.filter(
    (agency) => reading.count({ agency, kind: 'request.refused' }) > 0,
  )
  const rules = [...reading.numbers.refusals.byRule.keys()]
  return refused
    .flatMap((agency) =>
      rules.map((rule) => {
        return { rule, agency, count: reading.count({ agency, trait: `rule:${rule}` }) }
      }),
    )
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
}
