import { Alert, Button, Group, Text } from '@mantine/core'
import type { RequestId } from '@porchlight/core'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { bytesText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { sealedBytes } from '../send/kept-answer.ts'
import { useDeleteKept, useKept } from '../send/use-kept.ts'
import { goTo } from '../stage.ts'

/** An answer that this device began to send, or a receipt that was not saved. */
export function Unfinished({ request }: { readonly request: RequestId }): ReactElement | null {
  const { data: kept } = useKept(request)
  const remove = useDeleteKept(request)
  if (kept === undefined || kept.kind === 'nothing') return null
  const sent = kept.kind === 'sent'
  return (
    <Alert
      color="lamp"
      mb="lg"
      title={sent ? m.owner_unfinished_receipt_title() : m.owner_unfinished_title()}
    >
      <Text mb="sm">
        {sent
          ? m.owner_unfinished_receipt_text()
          : m.owner_unfinished_text({
              count: kept.kept.clips.length,
              size: bytesText(sealedBytes(kept.kept)),
            })}
      </Text>
      <Group gap="sm">
        <AskFirst
          button={{ variant: 'outline' }}
          title={m.owner_unfinished_delete()}
          action={m.owner_unfinished_delete()}
          danger
          run={async () => {
            await remove.mutateAsync()
          }}
        >
          <Text>{sent ? m.owner_unfinished_receipt_sure() : m.owner_unfinished_sure()}</Text>
        </AskFirst>
        <Button
          onClick={() => {
            goTo('send')
          }}
        >
          {sent ? m.owner_unfinished_receipt() : m.owner_unfinished_continue()}
        </Button>
      </Group>
    </Alert>
  )
}
