import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement, ReactNode } from 'react'

import { Confirm } from '../../ui/confirm.tsx'
import { Waiting } from '../../ui/fault.tsx'
import { m } from '../../words/messages.js'

export interface AskProps {
  /** On the button, and on the dialog's own. */
  readonly action: string
  readonly title: string
  readonly run: () => Promise<unknown>
  /** Afterwards, whatever came of it: what is shown is read again. */
  readonly onSettled: () => Promise<void>
  readonly danger?: boolean
  readonly quiet?: boolean
  /** What it does publicly. */
  readonly children: ReactNode
}

/** A button for something that the public will see, and the question before it. */
export function Ask(props: AskProps): ReactElement {
  const { action, title, run, onSettled, danger = false, quiet = false, children } = props
  const [asking, setAsking] = useState(false)
  const asked = useMutation({
    mutationFn: run,
    onSettled,
    onSuccess() {
      setAsking(false)
    },
  })
  function close(): void {
    if (asked.isPending) return
    setAsking(false)
    asked.reset()
  }
  return (
    <>
      <Button
        variant={quiet ? 'outline' : 'filled'}
        color={danger ? 'bad' : 'night'}
        onClick={() => {
          setAsking(true)
        }}
      >
        {action}
      </Button>
      <Confirm
        opened={asking}
        title={title}
        action={action}
        danger={danger}
        pending={asked.isPending}
        error={asked.error}
        onConfirm={() => {
          asked.mutate()
        }}
        onClose={close}
      >
        {children}
        {asked.isPending && <Waiting words={m.desk_publish_waiting()} />}
      </Confirm>
    </>
  )
}
