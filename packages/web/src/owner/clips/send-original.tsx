import { Checkbox, Text } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { clipLengthText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import type { Look, PickedClip } from './clip.ts'
import { editClip } from './clips.ts'
import { RevealList } from './reveal-list.tsx'

/** Chooses that an untouched original leaves, after a warning of what this very file tells. */
export function SendOriginal({
  clip,
  look,
}: {
  readonly clip: PickedClip
  readonly look: Extract<Look, { readonly kind: 'undecodable' | 'video' }>
}): ReactElement {
  const [sure, setSure] = useState(false)
  const { seconds } = look.media
  return (
    <AskFirst
      label={m.owner_original_ask()}
      button={{ variant: 'outline', color: 'bad' }}
      title={m.owner_original_title()}
      action={m.owner_original_confirm()}
      danger
      isReady={sure}
      run={() => {
        editClip(clip.name, { way: 'original' })
      }}
    >
      <Text className="ow-file">{m.owner_original_text({ file: clip.file.name })}</Text>
      <ul className="pl-list">
        <li>
          {seconds === null
            ? m.owner_original_whole()
            : m.owner_original_whole_length({ length: clipLengthText(seconds) })}
        </li>
        <li>{m.owner_original_sound()}</li>
      </ul>
      <RevealList reveals={look.reveals} />
      <Text>{m.owner_original_hidden()}</Text>
      <Checkbox
        checked={sure}
        label={m.owner_original_sure()}
        onChange={({ currentTarget }) => {
          setSure(currentTarget.checked)
        }}
      />
    </AskFirst>
  )
}
