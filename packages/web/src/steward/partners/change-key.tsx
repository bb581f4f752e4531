import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { api, call, NewPartner } from '@porchlight/core'
import type { DeskPartner } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { FaultNote } from '../../ui/fault.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { partnersChanged } from './partners-data.ts'
import type { PartnerProps } from './partners-data.ts'

/** Another key for a partner: good three days after the last steward said yes. */
export function ChangeKey({ partner, desk }: PartnerProps): ReactElement {
  const [open, setOpen] = useState(false)
  const { id, name } = partner.profile
  const change = useMutation({
    mutationFn: async (recipient: string) =>
      await call(line, api.changePartnerKey, { id, recipient }),
    onSettled: partnersChanged,
    onSuccess() {
      setOpen(false)
    },
  })
  return (
    <>
      <Button
        variant="outline"
        onClick={() => {
          change.reset()
          setOpen(true)
        }}
      >
        {m.desk_partner_key_change()}
      </Button>
      <Modal
        opened={open}
        onClose={() => {
          setOpen(false)
        }}
        title={m.desk_partner_key_title({ name })}
        closeButtonProps={{ 'aria-label': m.ui_close() }}
      >
        <KeyForm
          last={desk.yesesNeeded === 1}
          pending={change.isPending}
          error={change.error}
          onDone={change.mutate}
        />
      </Modal>
    </>
  )
}

function KeyForm({
  last,
  pending,
  error,
  onDone,
}: {
  readonly last: boolean
  readonly pending: boolean
  readonly error: unknown
  readonly onDone: (recipient: string) => void
}): ReactElement {
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const recipient = NewPartner.shape.recipient.safeParse(typed.trim())
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (recipient.success) onDone(recipient.data)
      }}
    >
      <Stack gap="md">
        <Text>{last ? m.desk_partner_key_text() : m.desk_partner_key_text_more()}</Text>
        <TextInput
          label={m.desk_partner_key()}
          description={m.desk_partner_key_help()}
          value={typed}
          error={tried && !recipient.success ? m.desk_partner_key_error() : undefined}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.currentTarget.value)
          }}
        />
        <FaultNote error={error} />
        <Group justify="flex-end">
          <Button type="submit" loading={pending}>
            {m.desk_partner_key_change()}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The yes of another steward to a key that the first one named, or the end of the matter. */
export function PendingKey({
  partner,
  desk,
  recipient,
  yeses,
}: PartnerProps & {
  readonly recipient: string
  readonly yeses: DeskPartner['yeses']
}): ReactElement {
  const { id, name } = partner.profile
  const { given, byYou } = yeses
  const needed = desk.yesesNeeded
  return (
    <Stack gap="xs" align="flex-start">
      <Text>
        {byYou
          ? m.desk_partner_other_steward({ given, needed })
          : m.desk_partner_yeses({ given, needed })}
      </Text>
      <Group gap="sm">
        {!byYou && (
          <AskFirst
            action={m.desk_approve()}
            title={m.desk_partner_key_title({ name })}
            run={async () => await call(line, api.changePartnerKey, { id, recipient })}
            waiting={m.desk_publish_waiting()}
            onSettled={partnersChanged}
          >
            <Text>
              {given + 1 >= needed ? m.desk_partner_key_text() : m.desk_partner_key_text_more()}
            </Text>
          </AskFirst>
        )}
        <AskFirst
          action={m.desk_partner_key_drop()}
          title={m.desk_partner_key_drop_title({ name })}
          button={{ variant: 'outline' }}
          run={async () => await call(line, api.dropPartnerKey, { id, recipient })}
          waiting={m.desk_publish_waiting()}
          onSettled={partnersChanged}
        >
          <Text>{m.desk_partner_key_drop_text()}</Text>
        </AskFirst>
      </Group>
    </Stack>
  )
}
