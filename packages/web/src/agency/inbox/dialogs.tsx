import { Button, Modal, Stack, Table, Text } from '@mantine/core'
import { declineReasonNames, declineReasons } from '@porchlight/core'
import type { DeclineReason } from '@porchlight/core'
import type { ReactElement } from 'react'

import { useLanguage } from '../../ui/language.tsx'
import { m } from '../../words/messages.js'

/** Why a clip is declined: one of a closed list, by its number. */
export function DeclineDialog({
  opened,
  onReason,
  onClose,
}: {
  readonly opened: boolean
  readonly onReason: (reason: DeclineReason) => void
  readonly onClose: () => void
}): ReactElement {
  const { language } = useLanguage()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={m.agency_decline_title()}
      closeButtonProps={{ 'aria-label': m.ui_close() }}
      onKeyDown={(event) => {
        const reason = declineReasons[Number(event.key) - 1]
        if (reason !== undefined) onReason(reason)
      }}
    >
      <Stack gap="sm">
        <Text>{m.agency_decline_text()}</Text>
        {declineReasons.map((reason, at) => (
          <Button
            key={reason}
            variant="outline"
            justify="flex-start"
            {...(at === 0 ? { 'data-autofocus': true } : {})}
            onClick={() => {
              onReason(reason)
            }}
          >
            {`${String(at + 1)}  ${declineReasonNames[reason][language]}`}
          </Button>
        ))}
      </Stack>
    </Modal>
  )
}

/** What each key does. */
export function HelpDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean
  readonly onClose: () => void
}): ReactElement {
  const rows = [
    ['← → ↑ ↓', m.agency_help_arrows()],
    [m.agency_help_space_key(), m.agency_help_space()],
    ['A', m.agency_help_accept()],
    ['D', m.agency_help_decline()],
    ['N', m.agency_help_note()],
    ['S', m.agency_help_save()],
    ['?', m.agency_help_help()],
  ] as const
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={m.agency_help_title()}
      closeButtonProps={{ 'aria-label': m.ui_close() }}
    >
      <Table>
        <Table.Tbody>
          {rows.map(([key, words]) => (
            <Table.Tr key={key}>
              <Table.Th scope="row">
                <kbd>{key}</kbd>
              </Table.Th>
              <Table.Td>{words}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text mt="md">{m.agency_help_no_undo()}</Text>
    </Modal>
  )
}
