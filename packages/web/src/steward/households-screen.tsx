import { Alert, Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Answered, FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { line } from '../ui/line.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { m } from '../words/messages.js'
import { Screen } from './desk.tsx'

/** Codes for households, where the instance takes answers from those alone: made, printed, given out, forgotten. */
export function HouseholdsScreen(): ReactElement {
  useLanguage()
  const issuer = useQuery({
    queryKey: ['issuer'],
    queryFn: async () => await call(line, api.issuer, {}),
  })
  return (
    <Screen title={m.desk_households_title()}>
      <Stack gap="md" align="flex-start">
        <ScreenTitle>{m.desk_households_title()}</ScreenTitle>
        <Answered asked={issuer}>
          {({ issuer: known }) =>
            known?.admission === 'invite' ? (
              <Codes />
            ) : (
              <Alert color="lamp" title={m.desk_households_open_title()}>
                {m.desk_households_open_text()}
              </Alert>
            )
          }
        </Answered>
      </Stack>
    </Screen>
  )
}

/** As many as fit on a few sheets. */
const usual = 24
const most = 500

function Codes(): ReactElement {
  const [count, setCount] = useState(usual)
  const made = useMutation({
    mutationFn: async () => (await call(line, api.makeCodes, { count })).codes,
  })
  return (
    <>
      <Text maw="42rem">{m.desk_households_text()}</Text>
      <Group gap="sm" align="flex-end" className="pl-no-print">
        <NumberInput
          label={m.desk_households_count()}
          value={count}
          min={1}
          max={most}
          allowDecimal={false}
          clampBehavior="strict"
          onChange={(value) => {
            setCount(Math.min(most, Math.max(1, Number(value))))
          }}
        />
        <Button
          loading={made.isPending}
          onClick={() => {
            made.mutate()
          }}
        >
          {m.desk_households_make()}
        </Button>
      </Group>
      <FaultNote error={made.error} />
      {made.data !== undefined && <Sheet codes={made.data} />}
    </>
  )
}

function Sheet({ codes }: { readonly codes: readonly string[] }): ReactElement {
  return (
    <>
      <Alert color="lamp" className="pl-no-print" title={m.desk_households_once()}>
        <Stack gap="sm" align="flex-start">
          <Text>{m.desk_households_how()}</Text>
          <Button
            variant="outline"
            onClick={() => {
              print()
            }}
          >
            {m.desk_households_print()}
          </Button>
        </Stack>
      </Alert>
      <ul className="pl-codes" aria-label={m.desk_households_list()}>
        {codes.map((code) => (
          <li key={code}>
            <span>{location.host}</span>
            <code>{grouped(code)}</code>
          </li>
        ))}
      </ul>
    </>
  )
}

/** In fives, as people read them out. */
function grouped(code: string): string {
  return code.replaceAll(/.{5}(?=.)/g, '$&-')
}
