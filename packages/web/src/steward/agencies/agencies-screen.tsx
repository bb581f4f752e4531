import { Group, Stack, Text, Title } from '@mantine/core'
import { agencyKindNames, federalTieNames } from '@porchlight/core'
import type { DeskAgency } from '@porchlight/core'
import type { ReactElement } from 'react'

import { now } from '../../ui/clock.ts'
import { Answered } from '../../ui/fault.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { dayText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { Screen } from '../desk.tsx'
import { useAgencies } from '../desk-data.ts'
import { AddAgency } from './add-agency.tsx'
import { ConfirmKeys } from './confirm-keys.tsx'
import { NextKeys } from './next-keys.tsx'
import { RenewLink } from './renew-link.tsx'
import { Suspend } from './suspend.tsx'

/** Every agency with its state of admission; what waits for a steward first. */
export function AgenciesScreen(): ReactElement {
  useLanguage()
  const agencies = useAgencies()
  return (
    <Screen title={m.desk_agencies_title()}>
      <Stack gap="lg">
        <Group justify="space-between" gap="md">
          <ScreenTitle>{m.desk_agencies_title()}</ScreenTitle>
          <AddAgency />
        </Group>
        <Text>{m.desk_agencies_lead()}</Text>
        <Answered asked={agencies}>
          {(all) =>
            all.length === 0 ? (
              <Text>{m.desk_agencies_none()}</Text>
            ) : (
              <ul className="pl-rows">
                {all.toSorted(byNeed).map((agency) => (
                  <Row key={agency.profile.id} agency={agency} />
                ))}
              </ul>
            )
          }
        </Answered>
      </Stack>
    </Screen>
  )
}

/** Whether a steward can do something about it now. */
function waits({ keys, keysFrom, admittedAt, confirmedByYou, next }: DeskAgency): boolean {
  const newKeys = next !== null && next.from === null && !next.confirmedByYou
  const good = keysFrom === null || keysFrom <= now()
  return newKeys || (keys !== null && good && admittedAt === null && !confirmedByYou)
}

function byNeed(a: DeskAgency, b: DeskAgency): number {
  return Number(waits(b)) - Number(waits(a)) || a.profile.name.localeCompare(b.profile.name)
}

function Row({ agency }: { readonly agency: DeskAgency }): ReactElement {
  const { language } = useLanguage()
  const { profile, verifiedBy } = agency
  return (
    <li className="pl-card">
      <Stack gap="sm">
        <p className="pl-kicker">
          {agencyKindNames[profile.kind][language]}
          {profile.federal.map((tie) => (
            <span key={tie} className="pl-mark pl-mark-flag">
              {federalTieNames[tie][language]}
            </span>
          ))}
          <StateMark agency={agency} />
        </p>
        <Title order={2}>{profile.name}</Title>
        {agency.suspendedAt !== null && <Text>{m.desk_suspended_text()}</Text>}
        <dl className="pl-facts">
          <div>
            <dt>{m.desk_agency_place()}</dt>
            <dd>{profile.place}</dd>
          </div>
          <div>
            <dt>{m.ui_sheet_directory_phone()}</dt>
            <dd>
              <a href={`tel:${profile.phone.replaceAll(/[^+\d]/g, '')}`}>{profile.phone}</a>
            </dd>
          </div>
          <div>
            <dt>{m.desk_agency_verified()}</dt>
            <dd>{verifiedBy}</dd>
          </div>
        </dl>
        {agency.keys === null ? (
          <RenewLink id={profile.id} />
        ) : (
          <ConfirmKeys agency={agency} keys={agency.keys} />
        )}
        {agency.next !== null && agency.next.keys.signing !== agency.keys?.signing && (
          <NextKeys agency={agency} next={agency.next} />
        )}
        {agency.admittedAt !== null && <Suspend profile={profile} />}
      </Stack>
    </li>
  )
}

function StateMark({ agency }: { readonly agency: DeskAgency }): ReactElement {
  const { keys, admittedAt, suspendedAt, confirmations, confirmationsNeeded } = agency
  if (admittedAt !== null)
    return (
      <span className="pl-mark pl-mark-good">
        {m.desk_agency_admitted({ day: dayText(admittedAt.slice(0, 10)) })}
      </span>
    )
  if (suspendedAt !== null)
    return (
      <span className="pl-mark pl-mark-flag">
        {m.desk_agency_suspended({ given: confirmations, needed: confirmationsNeeded })}
      </span>
    )
  return (
    <span className="pl-mark">
      {keys === null
        ? m.desk_agency_no_keys()
        : m.desk_agency_confirmed({ given: confirmations, needed: confirmationsNeeded })}
    </span>
  )
}
