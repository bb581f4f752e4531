import { Checkbox, Text } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Confirm } from '../../ui/confirm.tsx'
import { clipLengthText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import type { Look, PickedClip } from './clip.ts'
import { editClip } from './clips.ts'
import { RevealList } from './reveal-list.tsx'

/** The warning before an untouched original may leave: what this very file tells. */
export function OriginalDialog({
  opened,
  clip,
  look,
  onClose,
}: {
  readonly opened: boolean
  readonly clip: PickedClip
  readonly look: Extract<Look, { readonly kind: 'undecodable' | 'video' }>
  readonly onClose: () => void
}): ReactElement {
  const [sure, setSure] = useState(false)
  const { seconds } = look.media
  return (
    <Confirm
      opened={opened}
      title={m.owner_original_title()}
      action={m.owner_original_confirm()}
      danger
      disabled={!sure}
      pending={false}
      error={null}
      onConfirm={() => {
        editClip(clip.name, { way: 'original' })
        onClose()
      }}
      onClose={onClose}
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
    </Confirm>
  )
}
