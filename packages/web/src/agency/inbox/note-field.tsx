import { Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { m } from '../../words/messages.js'
import type { Inbox } from './inbox.ts'
import type { ClipAt } from './selection.ts'

/** Where the key for notes leads. */
export const noteFieldId = 'note'

const maxNoteLetters = 2000

/** A note on one clip, sealed to the agency's own vault. */
export function NoteField({
  inbox,
  at,
}: {
  readonly inbox: Inbox
  readonly at: ClipAt
}): ReactElement {
  const { listed, opening } = at.submission
  const { name } = at.clip.facts
  const kept = opening.kind === 'open' ? (opening.notes.clips.get(name) ?? '') : ''
  const [text, setText] = useState(kept)
  const keep = useMutation({
    mutationFn: async () => {
      // as they are now: another clip's note may have been kept meanwhile
      const now = inbox.store.get().submissions.get(listed.id)?.opening
      if (now?.kind !== 'open') return
      const clips = new Map([...now.notes.clips, [name, text.trim()]])
      await inbox.keepNotes(listed.id, { ...now.notes, clips })
    },
  })
  return (
    <Stack gap="xs">
      <Textarea
        id={noteFieldId}
        label={m.agency_note_label()}
        description={m.agency_note_help()}
        value={text}
        maxLength={maxNoteLetters}
        autosize
        minRows={2}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          document.querySelector<HTMLElement>('[data-clip][aria-pressed="true"]')?.focus()
        }}
        onBlur={() => {
          if (text.trim() !== kept) keep.mutate()
        }}
      />
      {keep.isSuccess && text.trim() === kept && (
        <Text component="output" size="sm" c="dimmed">
          {m.agency_note_kept()}
        </Text>
      )}
      <FaultNote error={keep.error} />
    </Stack>
  )
}
