import { rules } from '@porchlight/core'
import type { ReactElement } from 'react'

import { m } from '../../words/messages.js'
import type { Asked } from '../asked.ts'
import { placeInLog, witnessesOf } from '../check-request.ts'

/** What this device has checked by itself, in words. */
export function Checks({ asked }: { readonly asked: Asked }): ReactElement {
  const { name } = asked.agency.profile
  return (
    <section className="pl-card">
      <h2 className="ow-h">{m.owner_checks_title()}</h2>
      <ul className="ow-checks">
        <li>{m.owner_checks_signed({ agency: name })}</li>
        <li>{m.owner_checks_logged({ index: placeInLog(asked.published.proof) })}</li>
        <Witnesses asked={asked} />
        <li>{m.owner_checks_rules({ count: rules.length })}</li>
        <li>{m.owner_checks_key()}</li>
      </ul>
    </section>
  )
}

/** Who else has signed what the log says: without witnesses nobody notices a log that tells each of us something else. */
function Witnesses({ asked: { published, instance } }: { readonly asked: Asked }): ReactElement {
  const names = witnessesOf(published.proof, instance.witnessPolicy)
  const text =
    names.length === 0
      ? m.owner_checks_no_witness()
      : m.owner_checks_witnessed({ witnesses: names.join(', ') })
  return <li>{text}</li>
}
