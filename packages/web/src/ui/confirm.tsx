import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

import { m } from '../words/messages.js'
import { FaultNote } from './fault.tsx'

export interface ConfirmProps {
  readonly opened: boolean
  readonly title: string
  readonly children: ReactNode
  /** What the button does, in words. */
  readonly action: string
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly pending: boolean
  readonly error: unknown
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that cannot be taken back. Cancel comes first and has the focus. */
export function Confirm(props: ConfirmProps): ReactElement {
  const { opened, title, children, action, danger = false, disabled = false } = props
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={title}
      closeButtonProps={{ 'aria-label': m.ui_close() }}
    >
      <Stack gap="md">
        {children}
        <FaultNote error={props.error} />
        <Group justify="flex-end" gap="sm">
          <Button variant="outline" data-autofocus onClick={props.onClose}>
            {m.ui_cancel()}
          </Button>
          <Button
            color={danger ? 'bad' : 'night'}
            disabled={disabled}
            loading={props.pending}
            onClick={props.onConfirm}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
