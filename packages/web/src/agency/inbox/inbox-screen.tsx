import type { Keyring } from '@porchlight/agency'
import { Stack, Text } from '@mantine/core'
import type { OwnRequest } from '@porchlight/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'

import { Answered } from '../../ui/fault.tsx'
import { Lost } from '../../ui/lost.tsx'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { m } from '../../words/messages.js'
import { CommandLine } from '../keys/keys-screen.tsx'
import { WithKeys } from '../keys/unlock.tsx'
import { signingKeysOf, useOwnRequests } from '../own-agency.ts'
import { StateMark } from '../requests/state-mark.tsx'
import { Screen, useWorkspace } from '../workspace.tsx'
import { Board } from './board.tsx'
import { wasOpened } from './inbox-state.ts'
import type { Inbox } from './inbox.ts'
import { inboxOf } from './inboxes.ts'

/** The answers to one request. */
export function InboxScreen({ id }: { readonly id: string }): ReactElement {
  const own = useOwnRequests()
  return (
    <Screen title={m.agency_inbox_title()} width="wide">
      <Answered asked={own}>
        {(requests) => {
          const found = requests.find(({ signed }) => signed.request.id === id)
          return found === undefined ? <Lost /> : <OfRequest own={found} />
        }}
      </Answered>
    </Screen>
  )
}

function OfRequest({ own }: { readonly own: OwnRequest }): ReactElement {
  const { request } = own.signed
  return (
    <Stack gap="lg">
      <div>
        <p className="pl-kicker">
          {m.agency_request_case({ number: request.caseNumber })} <StateMark own={own} />
        </p>
        <ScreenTitle>{request.title}</ScreenTitle>
        <Link to="/requests/$id" params={{ id: request.id }}>
          {m.agency_inbox_request()}
        </Link>
      </div>
      <WithKeys why={m.agency_inbox_unlock()}>
        {(keyring) => <Opened own={own} keyring={keyring} />}
      </WithKeys>
      <CommandLine request={request.id} />
    </Stack>
  )
}

function Opened({
  own,
  keyring,
}: {
  readonly own: OwnRequest
  readonly keyring: Keyring
}): ReactElement {
  const { agency, member } = useWorkspace()
  const vault = agency.keys?.vault
  const inbox = useQuery({
    queryKey: ['inbox', own.signed.request.id, vault],
    queryFn: async () => {
      if (vault === undefined) throw new Error('Unlocked keys of an agency without keys')
      const opened = await inboxOf({
        own,
        keyring,
        vault,
        earlier: signingKeysOf(agency),
        member: member.id,
      })
      decryptKnown(opened)
      return opened
    },
    staleTime: Infinity,
    gcTime: 0,
  })
  return (
    <Answered asked={inbox}>
      {(opened) =>
        opened.store.get().submissions.size === 0 ? (
          <Empty inbox={opened} own={own} />
        ) : (
          <Board inbox={opened} own={own} />
        )
      }
    </Answered>
  )
}

function Empty({ inbox, own }: { readonly inbox: Inbox; readonly own: OwnRequest }): ReactElement {
  const { waiting } = inbox.store.get()
  return (
    <section className="pl-card">
      <Text>{waiting > 0 ? m.agency_inbox_soon({ count: waiting }) : m.agency_inbox_empty()}</Text>
      {own.state === 'published' && <Text c="dimmed">{m.agency_inbox_empty_live()}</Text>}
    </section>
  )
}

/** What the log says is open already needs no further word of the agency. */
function decryptKnown(inbox: Inbox): void {
  const known = [...inbox.store.get().submissions.values()].filter(
    ({ listed, opening }) => opening.kind === 'sealed' && wasOpened(listed) && !listed.destroyed,
  )
  if (known.length > 0) void inbox.open(known.map(({ listed }) => listed.id))
}
