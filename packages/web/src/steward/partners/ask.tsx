import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement, ReactNode } from 'react'

import { Confirm } from '../../ui/confirm.tsx'
import { Waiting } from '../../ui/fault.tsx'
import { m } from '../../words/messages.js'

export interface AskProps {
  /** On the dialog's button. */
  readonly action: string
  /** On the button that leads to it, where that is shorter; `action` is then its name for who cannot see it. */
  readonly short?: string
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
  const { action, title, run, onSettled, short, danger = false, quiet = false } = props
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
        aria-label={short === undefined ? undefined : action}
        onClick={() => {
          setAsking(true)
        }}
      >
        {short ?? action}
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
        {props.children}
        {asked.isPending && <Waiting words={m.desk_publish_waiting()} />}
      </Confirm>
    </>
  )
}
