import { Button, Stack, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { CopyLine } from '../ui/copy-line.tsx'
import { FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { line } from '../ui/line.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { m } from '../words/messages.js'
import { Screen } from './desk.tsx'

/** Asks another steward in, by a link that works once. */
export function StewardsScreen(): ReactElement {
  useLanguage()
  const invite = useMutation({
    mutationFn: async () => (await call(line, api.inviteSteward, {})).link,
  })
  return (
    <Screen title={m.desk_stewards_title()} width="narrow">
      <Stack gap="md" align="flex-start">
        <ScreenTitle>{m.desk_stewards_title()}</ScreenTitle>
        <Text>{m.desk_stewards_text()}</Text>
        <Button
          loading={invite.isPending}
          onClick={() => {
            invite.mutate()
          }}
        >
          {m.desk_stewards_invite()}
        </Button>
        <FaultNote error={invite.error} />
        {invite.data !== undefined && (
          <>
            <Text component="output">{m.desk_stewards_link()}</Text>
            <CopyLine text={invite.data} label={m.desk_stewards_link_label()} />
          </>
        )}
      </Stack>
    </Screen>
  )
}
