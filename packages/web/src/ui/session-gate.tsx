import { Button, Stack, Text, Title } from '@mantine/core'
import type { Member } from '@porchlight/core'
import type { ReactElement, ReactNode } from 'react'

import { m } from '../words/messages.js'
import { Answered } from './fault.tsx'
import { Page } from './page.tsx'
import { endSession, useSession } from './session.ts'
import { SignIn } from './sign-in.tsx'
import type { SignInProps } from './sign-in.tsx'

/** Lets those in who are signed in with the right role, and shows everybody else the door. */
export function SessionGate({
  door,
  home,
  children,
}: {
  readonly door: SignInProps
  readonly home: string
  readonly children: (member: Member) => ReactNode
}): ReactNode {
  const session = useSession()
  const member = session.data
  if (member?.role === door.role) return children(member)
  return (
    <Page home={home} title={door.title}>
      <Answered asked={session}>
        {(somebody) => (somebody === null ? <SignIn {...door} /> : <WrongDoor member={somebody} />)}
      </Answered>
    </Page>
  )
}

function WrongDoor({ member }: { readonly member: Member }): ReactElement {
  const steward = member.role === 'steward'
  return (
    <Stack gap="md" align="flex-start">
      <Title order={1}>{m.ui_wrong_door_title()}</Title>
      <Text>
        {steward
          ? m.ui_wrong_door_steward({ name: member.name })
          : m.ui_wrong_door_agency({ name: member.name })}
      </Text>
      <Button component="a" href={steward ? '/desk' : '/agency'}>
        {steward ? m.ui_wrong_door_desk() : m.ui_wrong_door_workspace()}
      </Button>
      <Button variant="outline" onClick={() => void endSession()}>
        {m.ui_sign_out()}
      </Button>
    </Stack>
  )
}
