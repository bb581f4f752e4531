import { closeSteps } from '@porchlight/core'

import { m } from '../words/messages.js'
import type { View } from './view.ts'

/** A length of time between two of `closeSteps`, in words. */
export function stepName(view: View, step: number): string {
  const [from, to] = [closeSteps[step - 1], closeSteps[step]]
  if (from === undefined) return m.pages_step_below({ days: to ?? 0 }, view)
  return to === undefined
    ? m.pages_step_above({ days: from }, view)
    : m.pages_step_between({ from, to }, view)
}

/** The same, short enough to stand below a column. */
export function stepMark(step: number): string {
  const [from, to] = [closeSteps[step - 1], closeSteps[step]]
  if (from === undefined) return `< ${String(to)}`
  return to === undefined ? `≥ ${String(from)}` : `${String(from)}–${String(to)}`
}
