import { Text } from '@mantine/core'
import type { ReactElement } from 'react'

import { m } from '../../words/messages.js'
import { localMoment } from './local-moment.ts'
import type { PartnerProps } from './partners-data.ts'
import { PendingKey } from './change-key.tsx'

/** The keys of a partner, the one that stewards have yet to say yes to among them. */
export function PartnerKeys({ partner, desk }: PartnerProps): ReactElement {
  return (
    <>
      {partner.keys.map(({ recipient, from, yeses }) => (
        <div key={recipient}>
          <dt>{from === null ? m.desk_partner_key_next() : m.desk_partner_key()}</dt>
          <dd>
            <Text component="code" className="pl-digest">
              {recipient}
            </Text>
            {from !== null && (
              <Text className="pl-soft">
                {m.desk_partner_key_from({ moment: localMoment(from) })}
              </Text>
            )}
            {from === null && partner.status !== 'entered' && partner.status !== 'ended' && (
              <PendingKey partner={partner} desk={desk} recipient={recipient} yeses={yeses} />
            )}
          </dd>
        </div>
      ))}
    </>
  )
}
