import { Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { DeskPartner } from '@porchlight/core'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { partnersChanged } from './partners-data.ts'
import type { PartnerProps } from './partners-data.ts'

interface Last {
  /** Whether this steward's yes is the last that it takes. */
  readonly last: boolean
}

export function Announce({ partner, desk, last }: PartnerProps & Last): ReactElement {
  const { profile, keys } = partner
  const { name, id } = profile
  return (
    <AskFirst
      action={last ? m.desk_partner_announce() : m.desk_approve()}
      title={m.desk_partner_announce_title({ name })}
      run={async () => {
        // what is on this screen, so that nothing else is announced
        const recipient = keys[0]?.recipient ?? ''
        await call(line, api.announcePartner, { id, profile, recipient })
      }}
      waiting={m.desk_publish_waiting()}
      onSettled={partnersChanged}
    >
      <Text>
        {last ? m.desk_partner_announce_text({ days: desk.noticeDays }) : m.desk_partner_yes_text()}
      </Text>
    </AskFirst>
  )
}

export function Start({ partner, last }: { readonly partner: DeskPartner } & Last): ReactElement {
  const { name, id } = partner.profile
  return (
    <AskFirst
      action={last ? m.desk_partner_start() : m.desk_approve()}
      title={m.desk_partner_start_title({ name })}
      run={async () => await call(line, api.activatePartner, { id })}
      waiting={m.desk_publish_waiting()}
      onSettled={partnersChanged}
    >
      <Text>{last ? m.desk_partner_start_text() : m.desk_partner_yes_text()}</Text>
      {last && <Text>{m.desk_partners_not_yet()}</Text>}
    </AskFirst>
  )
}

export function End({ partner }: { readonly partner: DeskPartner }): ReactElement {
  const { name, id } = partner.profile
  return (
    <AskFirst
      action={m.desk_partner_end()}
      title={m.desk_partner_end_title({ name })}
      danger
      button={{ variant: 'outline', color: 'bad' }}
      run={async () => await call(line, api.endPartner, { id })}
      waiting={m.desk_publish_waiting()}
      onSettled={partnersChanged}
    >
      <Text>{m.desk_partner_end_text()}</Text>
    </AskFirst>
  )
}

export function Drop({ partner }: { readonly partner: DeskPartner }): ReactElement {
  const { name, id } = partner.profile
  return (
    <AskFirst
      action={m.desk_partner_drop()}
      title={m.desk_partner_drop_title({ name })}
      button={{ variant: 'outline' }}
      run={async () => await call(line, api.dropPartner, { id })}
      waiting={m.desk_publish_waiting()}
      onSettled={partnersChanged}
    >
      <Text>{m.desk_partner_drop_text()}</Text>
    </AskFirst>
  )
}
