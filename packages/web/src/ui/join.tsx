import { Button, Stack, Text, TextInput, Title } from '@mantine/core'
import { api, call, Fault } from '@porchlight/core'
import type { Member } from '@porchlight/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { Answered, FaultNote } from './fault.tsx'
import { line } from './line.ts'
import { joinWithPasskey } from './passkey.ts'
import type { Touched } from './passkey.ts'
import { beginSession } from './session.ts'

export interface JoinProps {
  readonly party: Member['role']
  /** For the secret that a passkey keeps; null where the app needs none. */
  readonly salt: Uint8Array<ArrayBuffer> | null
  readonly onJoined: (passkey: Touched) => void
}

/** Follows an invitation: a name, a passkey, and in. The token is in the fragment, which is sent to nobody. */
export function Join({ party, salt, onJoined }: JoinProps): ReactElement {
  const [token] = useState(() => location.hash.slice(1))
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => await call(line, api.lookAtInvite, { token }),
    retry: false,
  })
  if (isUnknown(invitation.error))
    return (
      <Stack gap="md">
        <Title order={1}>{m.ui_join_unknown_title()}</Title>
        <FaultNote error={new Fault('invite/unknown')} />
      </Stack>
    )
  return (
    <Answered asked={invitation}>
      {(found) =>
        found.role === party ? (
          <JoinForm token={token} agencyName={found.agencyName} salt={salt} onJoined={onJoined} />
        ) : (
          <Text>
            <a href={`/${party === 'agency' ? 'desk' : 'agency'}/join#${token}`}>
              {m.ui_join_other_door()}
            </a>
          </Text>
        )
      }
    </Answered>
  )
}

/** Used up, over, or mistyped so that it cannot be one: trying again does not help. */
function isUnknown(error: unknown): boolean {
  return (
    error instanceof Fault && (error.code === 'invite/unknown' || error.code === 'input/invalid')
  )
}

interface FormProps extends Omit<JoinProps, 'party'> {
  readonly token: string
  readonly agencyName: string | null
}

const minNameLetters = 2

function JoinForm({ token, agencyName, salt, onJoined }: FormProps): ReactElement {
  const [name, setName] = useState('')
  const [short, setShort] = useState(false)
  const join = useMutation({
    mutationFn: async () => await joinWithPasskey({ token, name: name.trim(), salt }),
    onSuccess({ member, passkey }) {
      onJoined(passkey)
      beginSession(member)
    },
  })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const tooShort = name.trim().length < minNameLetters
        setShort(tooShort)
        if (!tooShort) join.mutate()
      }}
    >
      <Stack gap="md" align="flex-start">
        <Title order={1}>
          {agencyName === null
            ? m.ui_join_title_steward()
            : m.ui_join_title_agency({ agency: agencyName })}
        </Title>
        <Text>{m.ui_join_text()}</Text>
        <TextInput
          label={m.ui_join_name()}
          description={m.ui_join_name_help()}
          value={name}
          autoComplete="name"
          maxLength={80}
          w="100%"
          error={short ? m.ui_join_name_short() : undefined}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <Button type="submit" loading={join.isPending}>
          {m.ui_join_make()}
        </Button>
        <FaultNote error={join.error} />
      </Stack>
    </form>
  )
}
