import type { Keyring } from '@porchlight/agency'
import { api, call, fromBase64, signingKeyOf } from '@porchlight/core'
import type { AgencyKeys, AgencyView, KeyringWrap } from '@porchlight/core'
import { Button, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { FaultNote } from '../../ui/fault.tsx'
import { Fingerprint } from '../../ui/fingerprint-digits.tsx'
import { line } from '../../ui/line.ts'
import { Once } from '../../ui/once.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { ScreenTitle } from '../../ui/screen-title.tsx'
import { useStore } from '../../ui/store.ts'
import { momentText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { keepAgency } from '../own-agency.ts'
import { Screen, useWorkspace } from '../workspace.tsx'
import { heldKeyring, touchedPasskey } from './held.ts'
import { ChangeKeys } from './change-keys.tsx'
import { wrapForPasskey, wrapForPassphrase } from './make-keys.tsx'
import { Suspended } from '../suspended.tsx'
import { PassphraseFields } from './passphrase-fields.tsx'
import { WithKeys } from './unlock.tsx'

/** The agency's keys, the ways to unlock them, and who works here. */
export function KeysScreen(): ReactElement {
  const { agency } = useWorkspace()
  return (
    <Screen title={m.agency_nav_keys()}>
      <Stack gap="xl">
        <ScreenTitle>{agency.profile.name}</ScreenTitle>
        {agency.suspended && <Suspended />}
        {agency.keys !== null && <Admission keys={agency.keys} />}
        <Ways />
        {agency.admitted && <ChangeKeys />}
        <People />
        <CommandLine />
      </Stack>
    </Screen>
  )
}

function Admission({ keys }: { readonly keys: AgencyKeys }): ReactElement {
  const { agency } = useWorkspace()
  const { admitted, keysFrom, profile } = agency
  return (
    <section>
      <Stack gap="sm">
        <Title order={2}>{m.agency_keys_fingerprint()}</Title>
        <Text>{admitted ? m.agency_keys_admitted() : m.agency_keys_waiting()}</Text>
        {keysFrom !== null && (
          <Text>{m.agency_keys_since({ when: momentText(keysFrom, profile.zone) })}</Text>
        )}
        <Fingerprint keys={keys} />
      </Stack>
    </section>
  )
}

function Ways(): ReactElement {
  const { agency } = useWorkspace()
  const passkeys = agency.keyring.filter(({ way }) => way === 'passkey').length
  const kept = agency.keyring.find(({ way }) => way === 'passphrase')
  return (
    <section>
      <Stack gap="sm">
        <Title order={2}>{m.agency_ways_title()}</Title>
        <Text>{m.agency_ways_text()}</Text>
        <ul className="pl-list">
          <li>{m.agency_ways_passkeys({ count: passkeys })}</li>
          <li>{kept === undefined ? m.agency_ways_no_passphrase() : m.agency_ways_passphrase()}</li>
        </ul>
        {kept !== undefined && <SaveKeyring wrap={kept} />}
        <WithKeys why={m.agency_ways_unlock_first()}>
          {(keyring) => <MoreWays keyring={keyring} hasPassphrase={kept !== undefined} />}
        </WithKeys>
      </Stack>
    </section>
  )
}

function SaveKeyring({ wrap }: { readonly wrap: KeyringWrap }): ReactElement {
  return (
    <Stack gap="xs" align="flex-start">
      <Button
        variant="outline"
        onClick={() => {
          const bytes = fromBase64(wrap.sealed) ?? new Uint8Array()
          saveFile(new Blob([new Uint8Array(bytes)]), 'keyring.age')
        }}
      >
        {m.agency_ways_save()}
      </Button>
      <Text size="sm" c="dimmed">
        {m.agency_ways_save_help()}
      </Text>
    </Stack>
  )
}

function MoreWays({
  keyring,
  hasPassphrase,
}: {
  readonly keyring: Keyring
  readonly hasPassphrase: boolean
}): ReactElement {
  return (
    <Stack gap="sm" align="flex-start">
      <AddPasskey keyring={keyring} />
      <SetPassphrase keyring={keyring} hasPassphrase={hasPassphrase} />
      <Button
        variant="subtle"
        onClick={() => {
          heldKeyring.set(null)
        }}
      >
        {m.agency_ways_lock()}
      </Button>
    </Stack>
  )
}

/** Nothing where the passkey used here unlocks already. */
function AddPasskey({ keyring }: { readonly keyring: Keyring }): ReactElement | null {
  const { agency } = useWorkspace()
  const passkey = useStore(touchedPasskey)
  const add = useMutation({
    mutationFn: async () => await addWrap(keyring, await wrapForPasskey(keyring)),
    onSuccess: keepAgency,
  })
  const known = agency.keyring.some(
    ({ way, credential }) => way === 'passkey' && credential === passkey?.credential,
  )
  if (known) return null
  return (
    <>
      <Button
        variant="outline"
        loading={add.isPending}
        onClick={() => {
          add.mutate()
        }}
      >
        {m.agency_ways_add_passkey()}
      </Button>
      <FaultNote error={add.error} />
    </>
  )
}

async function addWrap({ signing }: Keyring, wrap: KeyringWrap): Promise<AgencyView> {
  return await call(line, api.addWrap, { wrap, signing: signingKeyOf(signing) })
}

function SetPassphrase({
  keyring,
  hasPassphrase,
}: {
  readonly keyring: Keyring
  readonly hasPassphrase: boolean
}): ReactElement {
  const [passphrase, setPassphrase] = useState<string | null>(null)
  const title = hasPassphrase ? m.agency_ways_change_passphrase() : m.agency_ways_add_passphrase()
  return (
    <AskFirst
      label={title}
      button={{ variant: 'outline' }}
      title={title}
      action={m.agency_ways_keep()}
      isReady={passphrase !== null}
      run={async () => {
        if (passphrase === null) return
        keepAgency(await addWrap(keyring, await wrapForPassphrase(keyring, passphrase)))
      }}
    >
      <PassphraseFields onChange={setPassphrase} />
    </AskFirst>
  )
}

function People(): ReactElement {
  const { agency } = useWorkspace()
  return (
    <section>
      <Stack gap="sm" align="flex-start">
        <Title order={2}>{m.agency_people_title()}</Title>
        <ul className="pl-list">
          {agency.members.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
        <Once
          ask={async () => (await call(line, api.inviteColleague, {})).link}
          action={m.agency_people_invite()}
          how={m.agency_people_link()}
          label={m.agency_people_link_label()}
        />
      </Stack>
    </section>
  )
}

/** A code that signs a command line in, once. */
export function CommandLine({ request }: { readonly request?: string }): ReactElement {
  return (
    <section>
      <Stack gap="sm" align="flex-start">
        <Title order={2}>{m.agency_cli_title()}</Title>
        <Text>{m.agency_cli_text()}</Text>
        <Once
          ask={async () => openLine((await call(line, api.connectCode, {})).code, request)}
          action={m.agency_cli_action()}
          how={m.agency_cli_once()}
          label={m.agency_cli_title()}
        />
      </Stack>
    </section>
  )
}

function openLine(code: string, request: string | undefined): string {
  const only = request === undefined ? '' : ` --request ${request}`
  return `porchlight open ${location.origin}${only} --code ${code} --out ${request ?? 'clips'}`
}
