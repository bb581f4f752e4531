import { Stack, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { ReactElement } from 'react'

import { useLanguage } from '../ui/language.tsx'
import { line } from '../ui/line.ts'
import { Once } from '../ui/once.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { m } from '../words/messages.js'
import { Screen } from './desk.tsx'

/** Asks another steward in, by a link that works once. */
export function StewardsScreen(): ReactElement {
  useLanguage()
  return (
    <Screen title={m.desk_stewards_title()} width="narrow">
      <Stack gap="md" align="flex-start">
        <ScreenTitle>{m.desk_stewards_title()}</ScreenTitle>
        <Text>{m.desk_stewards_text()}</Text>
        <Once
          ask={async () => (await call(line, api.inviteSteward, {})).link}
          action={m.desk_stewards_invite()}
          how={m.desk_stewards_link()}
          label={m.desk_stewards_link_label()}
        />
      </Stack>
    </Screen>
  )
}
