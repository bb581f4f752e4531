import { Checkbox, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { rules } from '@porchlight/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { useLanguage } from '../../ui/language.tsx'
import { m } from '../../words/messages.js'
import { rulesFound } from './rule-search.ts'

/** As many as the interface takes; a request that breaks more is refused all the same. */
export const maxRules = 20

export interface RulePickerProps {
  readonly chosen: readonly string[]
  /** Rules that the engine found broken; they stand first. */
  readonly first: readonly string[]
  readonly onChange: (chosen: string[]) => void
}

/** Every published rule by its whole sentence, because the public will read which ones were named. */
export function RulePicker({ chosen, first, onChange }: RulePickerProps): ReactElement {
  const { language } = useLanguage()
  const [query, setQuery] = useState('')
  const all = rules.map(({ id, sentence }) => ({ id, sentence: sentence[language] }))
  const found = rulesFound(all, { query, chosen, first })
  return (
    <Stack gap="xs">
      <TextInput
        type="search"
        label={m.desk_refuse_search()}
        value={query}
        autoComplete="off"
        onChange={(event) => {
          setQuery(event.currentTarget.value)
        }}
      />
      <Checkbox.Group
        size="md"
        label={m.desk_refuse_rules()}
        description={m.desk_refuse_chosen({ count: chosen.length })}
        value={[...chosen]}
        onChange={onChange}
      >
        <ScrollArea.Autosize mah="16rem" type="auto" mt="xs" offsetScrollbars="y">
          <Stack gap="sm" p={4}>
            {found.map(({ id, sentence }) => (
              <Checkbox
                key={id}
                value={id}
                label={sentence}
                description={id}
                disabled={chosen.length >= maxRules && !chosen.includes(id)}
              />
            ))}
            {found.length === 0 && <Text component="output">{m.desk_refuse_none()}</Text>}
          </Stack>
        </ScrollArea.Autosize>
      </Checkbox.Group>
    </Stack>
  )
}
