import { Alert, Button, Loader, Stack, Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

import { m } from '../words/messages.js'
import { faultSentence } from './fault-sentence.ts'

/** What went wrong, in a sentence that says what to do; nothing where nothing did. Read out at once. */
export function FaultNote({
  error,
  retry,
}: {
  readonly error: unknown
  readonly retry?: (() => void) | undefined
}): ReactElement | null {
  if (error === null || error === undefined) return null
  return (
    <Alert color="bad" role="alert" title={m.ui_problem()}>
      <Stack gap="sm" align="flex-start">
        <Text>{faultSentence(error)}</Text>
        {retry !== undefined && (
          <Button variant="outline" color="bad" onClick={retry}>
            {m.ui_try_again()}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}

interface Asked<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

/** Waiting, refused or there: the three faces of everything that is asked of the server. */
export function Answered<T>({
  asked,
  children,
}: {
  readonly asked: Asked<T>
  readonly children: (data: T) => ReactNode
}): ReactNode {
  if (asked.data !== undefined) return children(asked.data)
  if (asked.error !== null)
    return <FaultNote error={asked.error} retry={() => void asked.refetch()} />
  return <Waiting />
}

export function Waiting({ words }: { readonly words?: string }): ReactElement {
  return (
    <output className="pl-waiting">
      <Loader size="sm" />
      <Text c="dimmed">{words ?? m.ui_loading()}</Text>
    </output>
  )
}
