import { Button, Stack, Text, Title } from '@mantine/core'
import { api, call } from '@porchlight/core'
import type { Member } from '@porchlight/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { Answered, FaultNote } from './fault.tsx'
import { useInstance } from './instance.ts'
import { line } from './line.ts'
import { signInWithPasskey } from './passkey.ts'
import type { SignedIn, Touched } from './passkey.ts'
import { beginSession } from './session.ts'

export interface SignInProps {
  readonly role: Member['role']
  readonly title: string
  readonly lead: string
  /** For the secret that a passkey keeps; null where the app needs none. */
  readonly salt: Uint8Array<ArrayBuffer> | null
  /** Called before the screens behind open. */
  readonly onTouched?: (passkey: Touched) => void
}

/** The door: a passkey; on a demonstration, any of its people. */
export function SignIn({ role, title, lead, salt, onTouched }: SignInProps): ReactElement {
  const instance = useInstance()
  const signIn = useMutation({
    mutationFn: async () => await signInWithPasskey(salt),
    onSuccess({ member, passkey }: SignedIn) {
      onTouched?.(passkey)
      beginSession(member)
    },
  })
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Title order={1}>{title}</Title>
        <Text size="lg">{lead}</Text>
      </Stack>
      <section className="pl-card">
        <Stack gap="sm" align="flex-start">
          <Title order={2}>{m.ui_sign_in_passkey_title()}</Title>
          <Text>{m.ui_sign_in_passkey_text()}</Text>
          <Button
            loading={signIn.isPending}
            onClick={() => {
              signIn.mutate()
            }}
          >
            {m.ui_sign_in_passkey()}
          </Button>
          <FaultNote error={signIn.error} />
        </Stack>
      </section>
      {instance?.demo === true && <DemoPeople role={role} />}
    </Stack>
  )
}

function DemoPeople({ role }: { readonly role: Member['role'] }): ReactElement {
  const people = useQuery({
    queryKey: ['demo-members'],
    queryFn: async () => (await call(line, api.demoMembers, {})).members,
  })
  const signIn = useMutation({
    mutationFn: async (id: string) => await call(line, api.demoSignIn, { member: id }),
    onSuccess({ member }: { readonly member: Member }) {
      beginSession(member)
    },
  })
  return (
    <section className="pl-card">
      <Stack gap="sm">
        <Title order={2}>{m.ui_sign_in_demo_title()}</Title>
        <Text>{m.ui_sign_in_demo_text()}</Text>
        <Answered asked={people}>
          {(members) =>
            members
              .filter((member) => member.role === role)
              .map((member) => (
                <Button
                  key={member.id}
                  variant="outline"
                  justify="flex-start"
                  loading={signIn.isPending && signIn.variables === member.id}
                  onClick={() => {
                    signIn.mutate(member.id)
                  }}
                >
                  {member.agencyName === null
                    ? member.name
                    : m.ui_sign_in_demo_person({ name: member.name, agency: member.agencyName })}
                </Button>
              ))
          }
        </Answered>
        <FaultNote error={signIn.error} />
      </Stack>
    </section>
  )
}
