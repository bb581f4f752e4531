import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { CopyLine } from '../../ui/copy-line.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { m } from '../../words/messages.js'
import type { Asked } from '../asked.ts'
import { closeSent } from '../card/close.ts'
import { OwnerPage } from '../owner-page.tsx'
import { useDeleteKept } from './use-kept.ts'

/** It is sent. The receipt is all that is left on this device, until it is saved. */
export function ReceiptScreen({
  asked,
  receipt,
}: {
  readonly asked: Asked
  readonly receipt: Blob
}): ReactElement {
  const { id } = asked.published.signed.request
  const [saved, setSaved] = useState(false)
  const name = `porchlight-receipt-${id}.tlog-proof`
  return (
    <OwnerPage title={m.owner_receipt_title()}>
      <Stack gap="md">
        <ScreenTitle>{m.owner_receipt_title()}</ScreenTitle>
        <Text className="ow-lead">
          {m.owner_receipt_text({ agency: asked.agency.profile.name })}
        </Text>
        <section className="pl-card ow-receipt">
          <h2 className="ow-h">{m.owner_receipt_save_title()}</h2>
          <p>{m.owner_receipt_proves()}</p>
          <p>{m.owner_receipt_private()}</p>
          <Button
            size="lg"
            onClick={() => {
              saveFile(receipt, name)
              setSaved(true)
            }}
          >
            {m.owner_receipt_save()}
          </Button>
          <h2 className="ow-h">{m.owner_receipt_check_title()}</h2>
          <p>{m.owner_receipt_check()}</p>
          <CopyLine text={`porchlight verify receipt ${name}`} label={m.owner_receipt_command()} />
        </section>
        <Alert color="good">{m.owner_receipt_wiped()}</Alert>
        <Done asked={asked} saved={saved} />
      </Stack>
    </OwnerPage>
  )
}

/** Removes the last thing that this device holds of the answer. */
function Done({ asked, saved }: { readonly asked: Asked; readonly saved: boolean }): ReactElement {
  const remove = useDeleteKept(asked.published.signed.request.id)
  const [asking, setAsking] = useState(false)
  function finish(): void {
    remove.mutate(undefined, { onSuccess: closeSent })
  }
  return (
    <Group>
      <Button
        variant="outline"
        size="lg"
        onClick={() => {
          if (saved) finish()
          else setAsking(true)
        }}
      >
        {m.owner_receipt_done()}
      </Button>
      <Confirm
        opened={asking}
        title={m.owner_receipt_unsaved_title()}
        action={m.owner_receipt_unsaved_go()}
        danger
        pending={remove.isPending}
        error={remove.error}
        onConfirm={finish}
        onClose={() => {
          setAsking(false)
        }}
      >
        <Text>{m.owner_receipt_unsaved()}</Text>
      </Confirm>
    </Group>
  )
}
