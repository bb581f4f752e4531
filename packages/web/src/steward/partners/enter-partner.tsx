import { Button, Modal } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { NewPartner } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { PartnerFields } from './partner-fields.tsx'
import { partnersChanged } from './partners-data.ts'

/** Enters a partner. Nothing of it is public before it is announced. */
export function EnterPartner(): ReactElement {
  const [open, setOpen] = useState(false)
  const enter = useMutation({
    mutationFn: async (partner: NewPartner) => await call(line, api.enterPartner, { partner }),
    onSettled: partnersChanged,
    onSuccess() {
      setOpen(false)
    },
  })
  return (
    <>
      <Button
        onClick={() => {
          enter.reset()
          setOpen(true)
        }}
      >
        {m.desk_partner_enter()}
      </Button>
      <Modal
        opened={open}
        onClose={() => {
          setOpen(false)
        }}
        size="lg"
        title={m.desk_partner_enter()}
        closeButtonProps={{ 'aria-label': m.ui_close() }}
        closeOnClickOutside={false}
      >
        <PartnerFields pending={enter.isPending} error={enter.error} onDone={enter.mutate} />
      </Modal>
    </>
  )
}
