import { Group, Stack, Text } from '@mantine/core'
import type { ReactElement } from 'react'

import { Answered } from '../../ui/fault.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { m } from '../../words/messages.js'
import { Screen } from '../desk.tsx'
import { EnterPartner } from './enter-partner.tsx'
import { PartnerCard } from './partner-card.tsx'
import { usePartners } from './partners-data.ts'

/** Every partner with its status, and what a steward can do about it. */
export function PartnersScreen(): ReactElement {
  useLanguage()
  const asked = usePartners()
  return (
    <Screen title={m.desk_partners_title()}>
      <Stack gap="lg">
        <Group justify="space-between" gap="md">
          <ScreenTitle>{m.desk_partners_title()}</ScreenTitle>
          <EnterPartner />
        </Group>
        <Text>{m.desk_partners_lead()}</Text>
        <p className="pl-note">{m.desk_partners_not_yet()}</p>
        <Answered asked={asked}>
          {(all) =>
            all.partners.length === 0 ? (
              <Text>{m.desk_partners_none()}</Text>
            ) : (
              <ul className="pl-rows">
                {all.partners.map((partner) => (
                  <PartnerCard key={partner.profile.id} partner={partner} desk={all} />
                ))}
              </ul>
            )
          }
        </Answered>
        <a href="/partners">{m.desk_partners_public()}</a>
      </Stack>
    </Screen>
  )
}
