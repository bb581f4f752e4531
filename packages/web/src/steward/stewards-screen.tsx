import { Stack, Text, Title } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { ReactElement } from 'react'

import { useLanguage } from '../ui/language.tsx'
import { line } from '../ui/line.ts'
import { Once } from '../ui/once.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { m } from '../words/messages.js'
import { Screen } from './desk.tsx'

/** Asks another steward in, by a link that works once; and lets the command line of this one in. */
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
        <Title order={2}>{m.desk_cli_title()}</Title>
        <Text>{m.desk_cli_text()}</Text>
        <Once
          ask={async () => buildLine((await call(line, api.connectCode, {})).code)}
          action={m.desk_cli_action()}
          how={m.desk_cli_once()}
          label={m.desk_cli_title()}
        />
      </Stack>
    </Screen>
  )
}

function buildLine(code: string): string {
  return `porchlight map build devices.geojson --to ${location.origin} --code ${code}`
}
