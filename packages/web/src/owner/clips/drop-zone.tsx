import { Button, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import type { DragEvent, ReactElement } from 'react'

import { m } from '../../words/messages.js'

/** Where videos are dropped; and a button for fingers and keys, which on a phone opens the gallery. */
export function DropZone({
  full,
  onFiles,
}: {
  readonly full: boolean
  readonly onFiles: (files: readonly File[]) => void
}): ReactElement {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the button inside does the same
    <div
      className="ow-drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => {
        setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onFiles(filesOf(event))
      }}
    >
      <Button
        disabled={full}
        onClick={() => {
          input.current?.click()
        }}
      >
        {m.owner_pick_choose()}
      </Button>
      <Text c="dimmed" size="sm">
        {m.owner_pick_drop()}
      </Text>
      <input
        ref={input}
        type="file"
        accept="video/*,.mp4,.mov,.mkv,.avi,.ts,.m2ts,.webm"
        multiple
        hidden
        aria-label={m.owner_pick_choose()}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          // so that the same file can be chosen again after it was removed
          currentTarget.value = ''
        }}
      />
    </div>
  )
}

function filesOf({ dataTransfer }: DragEvent): readonly File[] {
  return [...dataTransfer.files]
}
