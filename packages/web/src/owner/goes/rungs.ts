import { Rungs } from '@porchlight/core'

import { createStore } from '../../ui/store.ts'
import type { Store } from '../../ui/store.ts'

/** What the owner typed of the rungs; empty text is a rung not climbed. */
export interface RungTexts {
  readonly statement: string
  readonly name: string
  readonly contact: string
}

export const noRungs: RungTexts = { statement: '', name: '', contact: '' }

export const rungTexts: Store<RungTexts> = createStore(noRungs)

/** Only what was filled in. */
export function rungsOf(texts: RungTexts): Rungs {
  const { statement, name, contact } = texts
  const climbed = Object.entries({ statement, name, contact }).filter(
    ([, text]) => text.trim() !== '',
  )
  return Rungs.parse(Object.fromEntries(climbed))
}
