import { instantOf } from '@porchlight/core'
import type { ReactElement } from 'react'

import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { timeOfDay } from './words.ts'

/** Above every screen, and in sight on all of it: what is shown is old, as the hub does not answer. */
export function Silent({
  since,
}: {
  /** When it last answered, in milliseconds since 1970. */
  readonly since: number
}): ReactElement {
  const { language } = useLanguage()
  return (
    <p className="hb-silent" role="alert">
      {m.hub_silent({ time: timeOfDay(instantOf(since), language) })}
    </p>
  )
}
