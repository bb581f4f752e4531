import type { ReactElement } from 'react'

import { RequestSheet } from '../../ui/request-sheet.tsx'
import { m } from '../../words/messages.js'
import type { Asked } from '../asked.ts'
import { Actions, OwnerPage } from '../owner-page.tsx'
import { goTo } from '../stage.ts'
import { CallBack } from './call-back.tsx'
import { Checks } from './checks.tsx'
import { closePage } from './close.ts'
import { Unfinished } from './unfinished.tsx'

/** The request as this device checked it, and the two ways on. */
export function CardScreen({ asked }: { readonly asked: Asked }): ReactElement {
  const { request } = asked.published.signed
  return (
    <OwnerPage title={request.title} width="wide">
      <Unfinished request={request.id} />
      <p className="ow-intro">{m.owner_card_intro()}</p>
      <RequestSheet request={request} agency={asked.agency.profile} />
      <div className="ow-pair">
        <CallBack asked={asked} />
        <Checks asked={asked} />
      </div>
      <Actions
        first={{ label: m.owner_close(), act: closePage }}
        second={{
          label: m.owner_card_answer(),
          act: () => {
            goTo('pick')
          },
        }}
      />
    </OwnerPage>
  )
}
