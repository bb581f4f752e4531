import type { Revealed, RevealedKind } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { m } from '../../words/messages.js'

/** What a file tells beside its picture, each with the words that stand in it. */
export function RevealList({ reveals }: { readonly reveals: readonly Revealed[] }): ReactElement {
  if (reveals.length === 0) return <p>{m.owner_reveals_none()}</p>
  return (
    <dl className="pl-facts">
      {reveals.map(({ kind, name, value }) => (
        <div key={`${name} ${value}`}>
          <dt>{revealWords[kind]()}</dt>
          <dd>
            {value} <span className="pl-soft">({name})</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The kinds in words. */
export const revealWords: Readonly<Record<RevealedKind, () => string>> = {
  time: m.owner_reveals_time,
  position: m.owner_reveals_position,
  device: m.owner_reveals_device,
  software: m.owner_reveals_software,
  words: m.owner_reveals_words,
  chapters: m.owner_reveals_chapters,
  subtitles: m.owner_reveals_subtitles,
  data: m.owner_reveals_data,
  sound: m.owner_reveals_sound,
}
