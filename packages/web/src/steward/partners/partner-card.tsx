import { Group, Stack, Text, Title } from '@mantine/core'
import type { DeskPartner } from '@porchlight/core'
import type { ReactElement } from 'react'

import { m } from '../../words/messages.js'
import { useMinute } from '../queue/use-minute.ts'
import { Announce, Drop, End, Start } from './partner-actions.tsx'
import { ChangeKey } from './change-key.tsx'
import { localMoment } from './local-moment.ts'
import { nextStepOf } from './next-step.ts'
import type { NextStep } from './next-step.ts'
import { PartnerKeys } from './partner-keys.tsx'
import type { PartnerProps } from './partners-data.ts'

export function PartnerCard({ partner, desk }: PartnerProps): ReactElement {
  const { profile, status } = partner
  const next = nextStepOf(partner, useMinute(), desk.yesesNeeded)
  return (
    <li className="pl-card">
      <Stack gap="sm">
        <p className="pl-kicker">
          <StatusMark status={status} />
        </p>
        <Title order={2}>{profile.name}</Title>
        <dl className="pl-facts">
          <div>
            <dt>{m.desk_field_website()}</dt>
            <dd>
              <a href={profile.website} rel="noreferrer">
                {profile.website}
              </a>
            </dd>
          </div>
          <div>
            <dt>{m.desk_partner_receives()}</dt>
            <dd>{profile.receives}</dd>
          </div>
          <PartnerKeys partner={partner} desk={desk} />
        </dl>
        <NextText next={next} partner={partner} needed={desk.yesesNeeded} />
        <Actions partner={partner} desk={desk} next={next} />
        {status !== 'entered' && (
          <a href={`/partners/${profile.id}`}>{m.desk_partner_public_page()}</a>
        )}
      </Stack>
    </li>
  )
}

const statusWords = {
  entered: m.desk_partner_entered,
  announced: m.desk_partner_announced,
  active: m.desk_partner_active,
  ended: m.desk_partner_ended,
} as const

const statusLooks = {
  entered: 'pl-mark',
  announced: 'pl-mark',
  active: 'pl-mark pl-mark-good',
  ended: 'pl-mark',
} as const

function StatusMark({ status }: Pick<DeskPartner, 'status'>): ReactElement {
  return <span className={statusLooks[status]}>{statusWords[status]()}</span>
}

function NextText({
  next,
  partner,
  needed,
}: {
  readonly next: NextStep
  readonly partner: DeskPartner
  readonly needed: number
}): ReactElement | null {
  const { given } = partner.yeses
  const { step } = next
  if (step === 'none') return null
  if (step === 'notice')
    return <Text>{m.desk_partner_until({ moment: localMoment(next.until) })}</Text>
  if (step === 'log') return <Text>{m.desk_partner_log_waits()}</Text>
  if (step === 'other-steward')
    return <Text>{m.desk_partner_other_steward({ given, needed })}</Text>
  return needed > 1 ? <Text>{m.desk_partner_yeses({ given, needed })}</Text> : null
}

function Actions({
  partner,
  desk,
  next,
}: PartnerProps & { readonly next: NextStep }): ReactElement | null {
  const { status } = partner
  if (next.step === 'log' || status === 'ended') return null
  return (
    <Group gap="sm">
      {next.step === 'announce' && <Announce partner={partner} desk={desk} last={next.last} />}
      {next.step === 'activate' && <Start partner={partner} last={next.last} />}
      {status === 'entered' ? (
        <Drop partner={partner} />
      ) : (
        <>
          <ChangeKey partner={partner} desk={desk} />
          <End partner={partner} />
        </>
      )}
    </Group>
  )
}
