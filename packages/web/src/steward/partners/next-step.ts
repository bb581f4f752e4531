import type { DeskPartner, Instant } from '@porchlight/core'

/** What the stewards can do about a partner next. */
export type NextStep =
  | { readonly step: 'announce' | 'activate'; readonly last: boolean }
  /** This steward did; another has to. */
  | { readonly step: 'other-steward' }
  | { readonly step: 'notice'; readonly until: Instant }
  /** The log cannot be written: what was decided takes effect by itself. */
  | { readonly step: 'log' }
  | { readonly step: 'none' }

export function nextStepOf(
  { status, waiting, notice, yeses }: DeskPartner,
  now: Instant,
  yesesNeeded: number,
): NextStep {
  if (waiting) return { step: 'log' }
  if (status === 'active' || status === 'ended') return { step: 'none' }
  if (notice !== null && now < notice) return { step: 'notice', until: notice }
  if (yeses.byYou) return { step: 'other-steward' }
  const last = yeses.given + 1 >= yesesNeeded
  return { step: status === 'entered' ? 'announce' : 'activate', last }
}
