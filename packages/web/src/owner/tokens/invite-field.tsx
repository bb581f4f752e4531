import { TextInput } from '@mantine/core'
import type { ReactElement } from 'react'

import { useStore } from '../../ui/store.ts'
import { m } from '../../words/messages.js'
import { admissionStore, inviteStore, keepInvite } from './tokens.ts'

/** Only where this instance takes answers from households that a steward gave a code. */
export function InviteField(): ReactElement | null {
  const admission = useStore(admissionStore)
  const invite = useStore(inviteStore)
  if (admission !== 'invite') return null
  return (
    <section className="pl-card ow-rungs">
      <TextInput
        label={m.owner_invite_label()}
        description={m.owner_invite_text()}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={invite}
        maxLength={40}
        onChange={({ currentTarget }) => {
          keepInvite(currentTarget.value)
        }}
      />
    </section>
  )
}
