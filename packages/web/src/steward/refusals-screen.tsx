import { Stack, Table, Text } from '@mantine/core'
import type { ReactElement } from 'react'

import { Answered } from '../ui/fault.tsx'
import { useRuleSentence } from '../ui/finding-list.tsx'
import { useLanguage } from '../ui/language.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { numberText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { Screen } from './desk.tsx'
import { useAgencies, useRefusals } from './desk-data.ts'
import type { RefusalCount } from './desk-data.ts'

/** Refusals as the public sees them: counted by rule and agency, never the text. */
export function RefusalsScreen(): ReactElement {
  useLanguage()
  const refusals = useRefusals()
  return (
    <Screen title={m.desk_refusals_title()}>
      <Stack gap="lg">
        <Stack gap="xs">
          <ScreenTitle>{m.desk_refusals_title()}</ScreenTitle>
          <Text>{m.desk_refusals_lead()}</Text>
        </Stack>
        <Answered asked={refusals}>
          {(counts) =>
            counts.length === 0 ? <Text>{m.desk_refusals_none()}</Text> : <Counts counts={counts} />
          }
        </Answered>
        <a href="/refusals">{m.desk_refusals_public()}</a>
      </Stack>
    </Screen>
  )
}

function Counts({ counts }: { readonly counts: readonly RefusalCount[] }): ReactElement {
  const sentence = useRuleSentence()
  const agencies = useAgencies()
  function nameOf(id: string): string {
    return agencies.data?.find(({ profile }) => profile.id === id)?.profile.name ?? id
  }
  return (
    <Table verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{m.desk_refusals_rule()}</Table.Th>
          <Table.Th>{m.desk_refusals_agency()}</Table.Th>
          <Table.Th ta="right">{m.desk_refusals_count()}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {counts.map(({ rule, agency, count }) => (
          <Table.Tr key={`${rule} ${agency}`}>
            <Table.Td>
              {sentence(rule)} <span className="pl-soft">{rule}</span>
            </Table.Td>
            <Table.Td>{nameOf(agency)}</Table.Td>
            <Table.Td ta="right">{numberText(count)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
