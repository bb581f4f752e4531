import { Group, Stack, Text, Title } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { LegalCount } from '@porchlight/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { Answered } from '../../ui/fault.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { line } from '../../ui/line.ts'
import { queryClient } from '../../ui/query-client.ts'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { numberText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { Screen } from '../desk.tsx'

const legalKey = ['legal'] as const

/** Legal process against the instance: each class is counted in public, and nothing else of it is kept. */
export function LegalScreen(): ReactElement {
  useLanguage()
  const asked = useQuery({
    queryKey: legalKey,
    queryFn: async () => (await call(line, api.listLegal, {})).counts,
  })
  return (
    <Screen title={m.desk_legal_title()}>
      <Stack gap="lg">
        <ScreenTitle>{m.desk_legal_title()}</ScreenTitle>
        <Text>{m.desk_legal_lead()}</Text>
        <p className="pl-note">{m.desk_legal_caution()}</p>
        <Answered asked={asked}>
          {(counts) => (
            <ul className="pl-rows">
              {counts.map((count) => (
                <Row key={count.class} count={count} />
              ))}
            </ul>
          )}
        </Answered>
        <a href="/statistics">{m.desk_legal_public()}</a>
      </Stack>
    </Screen>
  )
}

const names = {
  subpoena: m.desk_legal_subpoena,
  'court-order': m.desk_legal_court_order,
  'search-warrant': m.desk_legal_search_warrant,
  'gag-order': m.desk_legal_gag_order,
} as const

function Row({ count: { class: served, count } }: { readonly count: LegalCount }): ReactElement {
  const name = names[served]()
  const number = numberText(count + 1)
  return (
    <li className="pl-card">
      <Group justify="space-between" gap="md">
        <Stack gap={0}>
          <Title order={2}>{name}</Title>
          <Text>{m.desk_legal_so_far({ number: numberText(count) })}</Text>
        </Stack>
        <AskFirst
          action={m.desk_legal_add({ name })}
          label={m.desk_legal_add_short()}
          title={m.desk_legal_title_ask({ name })}
          button={{ variant: 'outline', 'aria-label': m.desk_legal_add({ name }) }}
          run={async () => await call(line, api.countLegal, { class: served, count: count + 1 })}
          waiting={m.desk_publish_waiting()}
          onSettled={async () => {
            await queryClient.invalidateQueries({ queryKey: legalKey })
          }}
        >
          <Text>{m.desk_legal_text({ name, number })}</Text>
        </AskFirst>
      </Group>
    </li>
  )
}
