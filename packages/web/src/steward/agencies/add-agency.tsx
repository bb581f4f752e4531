import { Button, Modal, Stack, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { NewAgency } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { CopyLine } from '../../ui/copy-line.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { agenciesChanged } from '../desk-data.ts'
import { AgencyFields } from './agency-fields.tsx'

/** Enters an agency that was verified out of band, and gives the link for its first member. */
export function AddAgency(): ReactElement {
  const [open, setOpen] = useState(false)
  const add = useMutation({
    mutationFn: async (agency: NewAgency) => await call(line, api.addAgency, { agency }),
    onSettled: agenciesChanged,
  })
  function close(): void {
    setOpen(false)
    add.reset()
  }
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true)
        }}
      >
        {m.desk_add()}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        size="lg"
        title={add.data === undefined ? m.desk_add() : add.data.agency.profile.name}
        closeButtonProps={{ 'aria-label': m.ui_close() }}
        closeOnClickOutside={false}
        // the link is shown only once: no stray key takes it away
        closeOnEscape={add.data === undefined}
      >
        {add.data === undefined ? (
          <AgencyFields pending={add.isPending} error={add.error} onDone={add.mutate} />
        ) : (
          <Stack gap="md" align="flex-start">
            <Text component="output">{m.desk_add_link()}</Text>
            <CopyLine text={add.data.link} label={m.desk_add_link_label()} />
            <Text>{m.desk_add_next()}</Text>
            <Button variant="outline" onClick={close}>
              {m.ui_close()}
            </Button>
          </Stack>
        )}
      </Modal>
    </>
  )
}
