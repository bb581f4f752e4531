import type { AgencyKeys } from '@porchlight/core'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { fingerprint } from './fingerprint.ts'

/** The digits that an agency reads out to a steward. */
export function Fingerprint({ keys }: { readonly keys: AgencyKeys }): ReactElement {
  return (
    <ol className="pl-fingerprint" aria-label={m.ui_fingerprint()}>
      {fingerprint(keys).map((group, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a group has no name but its place
        <li key={at}>{group}</li>
      ))}
    </ol>
  )
}
