import { rules } from '@porchlight/core'
import type { ReactElement } from 'react'

import { m } from '../../words/messages.js'
import type { Asked } from '../asked.ts'
import { placeInLog } from '../check-request.ts'

/** What this device has checked by itself, in words. */
export function Checks({ asked }: { readonly asked: Asked }): ReactElement {
  const { name } = asked.agency.profile
  return (
    <section className="pl-card">
      <h2 className="ow-h">{m.owner_checks_title()}</h2>
      <ul className="ow-checks">
        <li>{m.owner_checks_signed({ agency: name })}</li>
        <li>{m.owner_checks_logged({ index: placeInLog(asked.published.proof) })}</li>
        <li>{m.owner_checks_rules({ count: rules.length })}</li>
        <li>{m.owner_checks_key()}</li>
      </ul>
    </section>
  )
}
