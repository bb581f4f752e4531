import type { ReactElement } from 'react'

import { m } from '../../words/messages.js'
import type { Asked } from '../asked.ts'
import { isReady } from '../clips/clip.ts'
import { useClips } from '../clips/clips.ts'
import { closePage } from '../card/close.ts'
import { Actions, StepPage } from '../owner-page.tsx'
import { goTo } from '../stage.ts'
import { InviteField } from '../tokens/invite-field.tsx'
import { GoesTable } from './goes-table.tsx'
import { RungFields } from './rung-fields.tsx'

/** Step 3: exactly what leaves, what does not, and to whom. */
export function GoesScreen({ asked }: { readonly asked: Asked }): ReactElement {
  const clips = useClips().filter(isReady)
  return (
    <StepPage
      step={3}
      title={m.owner_goes_title()}
      lead={m.owner_goes_lead({ agency: asked.agency.profile.name })}
    >
      <GoesTable asked={asked} clips={clips} />
      <RungFields />
      <InviteField />
      <Actions
        first={{ label: m.owner_goes_close(), act: closePage }}
        second={{
          label: m.owner_goes_send(),
          disabled: clips.length === 0,
          act: () => {
            goTo('send')
          },
        }}
      />
    </StepPage>
  )
}
