import { Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { CopyLine } from './copy-line.tsx'
import { FaultNote } from './fault.tsx'

export interface OnceProps {
  /** Asks the server for it. @returns the line to take elsewhere */
  readonly ask: () => Promise<string>
  /** What the button does. */
  readonly action: string
  /** How to use what comes. */
  readonly how: string
  /** What the line is, for who cannot see it. */
  readonly label: string
}

/** Something that works once and is shown once: an invitation, a code for the command line. */
export function Once({ ask, action, how, label }: OnceProps): ReactElement {
  const asked = useMutation({ mutationFn: ask })
  return (
    <>
      <Button
        variant="outline"
        loading={asked.isPending}
        onClick={() => {
          asked.mutate()
        }}
      >
        {action}
      </Button>
      <FaultNote error={asked.error} />
      {asked.data !== undefined && (
        <>
          <Text component="output">{how}</Text>
          <CopyLine text={asked.data} label={label} />
        </>
      )}
    </>
  )
}
