import type { ReactElement } from 'react'

import type { Look } from './clip.ts'

/** The small picture of a clip; an empty frame where there is none. */
export function Poster({ look }: { readonly look: Look }): ReactElement {
  const picture = look.kind === 'video' ? look.poster : null
  return picture === null ? (
    <span className="ow-poster" aria-hidden="true" />
  ) : (
    <img className="ow-poster" src={picture} alt="" />
  )
}
