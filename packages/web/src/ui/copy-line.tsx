import { Button, Group } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'

/** A line of text to be taken elsewhere: shown whole, selectable, with a button that copies it. */
export function CopyLine({
  text,
  label,
}: {
  readonly text: string
  readonly label: string
}): ReactElement {
  const clipboard = useClipboard({ timeout: 2000 })
  return (
    <Group gap="sm" align="center" wrap="wrap">
      <code className="pl-copy" aria-label={label}>
        {text}
      </code>
      <Button
        variant="outline"
        onClick={() => {
          clipboard.copy(text)
        }}
      >
        {clipboard.copied ? m.ui_copied() : m.ui_copy()}
      </Button>
    </Group>
  )
}
