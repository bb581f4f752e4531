import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useEffect } from 'react'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { bytesText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import type { Asked } from '../asked.ts'
import { OwnerPage } from '../owner-page.tsx'
import { goTo } from '../stage.ts'
import { ReceiptScreen } from './receipt-screen.tsx'
import { StoppedNote } from './stopped-note.tsx'
import { useDeleteKept } from './use-kept.ts'
import { pauseSending, startSending, useSending } from './sending.ts'
import { partOf } from './sending-now.ts'
import type { SendingNow } from './sending-now.ts'

/** Seals and sends, with a way to pause and a way out at every moment until it is through. */
export function SendScreen({ asked }: { readonly asked: Asked }): ReactElement {
  const now = useSending()
  useEffect(() => {
    startSending(asked)
    return pauseSending
  }, [asked])
  if (now.kind === 'sent') return <ReceiptScreen asked={asked} receipt={now.receipt} />
  return (
    <OwnerPage title={m.owner_send_title()}>
      <Stack gap="md">
        <ScreenTitle>{m.owner_send_title()}</ScreenTitle>
        <Text className="ow-lead">{m.owner_send_lead()}</Text>
        <Far now={now} />
        {now.kind === 'stopped' && <StoppedNote error={now.error} />}
        <Group gap="sm">
          <GiveUp asked={asked} onSure={pauseSending} />
          {now.kind === 'stopped' || now.kind === 'paused' ? (
            <Button
              size="lg"
              onClick={() => {
                startSending(asked)
              }}
            >
              {m.owner_send_resume()}
            </Button>
          ) : (
            <Button
              size="lg"
              variant="outline"
              disabled={now.kind === 'checking'}
              onClick={pauseSending}
            >
              {m.owner_send_pause()}
            </Button>
          )}
        </Group>
        <Text c="dimmed">{m.owner_send_reload()}</Text>
      </Stack>
    </OwnerPage>
  )
}

function Far({ now }: { readonly now: SendingNow }): ReactElement {
  return (
    <div>
      <Progress value={partOf(now) * 100} size="xl" aria-label={m.owner_send_progress()} />
      <output className="ow-line">{wordsOf(now)}</output>
    </div>
  )
}

function wordsOf(now: SendingNow): string {
  switch (now.kind) {
    case 'checking':
      return m.owner_send_checking()
    case 'sealing':
      return m.owner_send_sealing({ percent: percent(now.part) })
    case 'sending':
      return now.waiting ? m.owner_send_waiting() : sentWords(now.received, now.total)
    case 'finishing':
      return m.owner_send_finishing()
    case 'paused':
      return m.owner_send_paused()
    case 'stopped':
      return m.owner_send_stopped()
    case 'sent':
    default:
      return ''
  }
}

function sentWords(received: number, total: number): string {
  return m.owner_send_sending({
    received: bytesText(received),
    total: bytesText(total),
    percent: percent(total === 0 ? 0 : received / total),
  })
}

function percent(part: number): number {
  return Math.floor(part * 100)
}

function GiveUp({
  asked,
  onSure,
}: {
  readonly asked: Asked
  readonly onSure: () => void
}): ReactElement {
  const remove = useDeleteKept(asked.published.signed.request.id)
  return (
    <AskFirst
      label={m.owner_send_give_up()}
      button={{ size: 'lg', variant: 'outline' }}
      title={m.owner_send_give_up()}
      action={m.owner_unfinished_delete()}
      danger
      run={async () => {
        onSure()
        await remove.mutateAsync()
      }}
      onDone={() => {
        goTo('card')
      }}
    >
      <Text>{m.owner_unfinished_sure()}</Text>
    </AskFirst>
  )
}
