import { Button } from '@mantine/core'
import type { ButtonProps } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement, ReactNode } from 'react'

import { Confirm } from './confirm.tsx'
import { Waiting } from './fault.tsx'

export interface AskFirstProps<Result> {
  /** On the dialog's button. */
  readonly action: string
  /** On the button that leads to it, where that is other. */
  readonly label?: string
  /** How the button that leads to it looks. */
  readonly button?: ButtonProps & { readonly 'aria-label'?: string }
  readonly title: string
  readonly danger?: boolean
  /** Whether all is said that the work needs. */
  readonly isReady?: boolean
  readonly run: () => Result | Promise<Result>
  /** What takes so long, where it does. */
  readonly waiting?: string
  readonly onDone?: (result: Result) => void
  /** Afterwards, whatever came of it: what is shown is read again. */
  readonly onSettled?: () => Promise<void>
  /** What it does. */
  readonly children: ReactNode
}

/** A button, and the question before it does anything. A failure is told where the question is. */
export function AskFirst<Result>(props: AskFirstProps<Result>): ReactElement {
  const { action, label = action, button, title, danger = false, isReady = true, waiting } = props
  const [asking, setAsking] = useState(false)
  const work = useMutation({
    mutationFn: async () => await props.run(),
    onSuccess(result) {
      setAsking(false)
      props.onDone?.(result)
    },
    onSettled: async () => {
      await props.onSettled?.()
    },
  })
  function close(): void {
    if (work.isPending) return
    setAsking(false)
    work.reset()
  }
  return (
    <>
      <Button
        {...button}
        onClick={() => {
          setAsking(true)
        }}
      >
        {label}
      </Button>
      <Confirm
        opened={asking}
        title={title}
        action={action}
        danger={danger}
        disabled={!isReady}
        pending={work.isPending}
        error={work.error}
        onConfirm={() => {
          work.mutate()
        }}
        onClose={close}
      >
        {props.children}
        {work.isPending && waiting !== undefined && <Waiting words={waiting} />}
      </Confirm>
    </>
  )
}
