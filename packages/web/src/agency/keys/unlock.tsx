import { keysOf, passkeySalt, unwrapWithPasskey } from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { Fault, fromBase64, signingKeyOf } from '@porchlight/core'
import type { AgencyView, KeyringWrap } from '@porchlight/core'
import { Button, FileButton, Group, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ReactElement, ReactNode } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { useInstance } from '../../ui/instance.ts'
import { touchPasskey } from '../../ui/passkey.ts'
import { useStore } from '../../ui/store.ts'
import { m } from '../../words/messages.js'
import { useWorkspace } from '../workspace.tsx'
import { heldKeyring, touchedPasskey } from './held.ts'
import { unwrapInWorker } from './keyring-work.ts'

/** What needs the agency's keys: shown when they are unlocked, and before that the way to unlock them. */
export function WithKeys({
  why,
  children,
}: {
  readonly why: string
  readonly children: (keyring: Keyring) => ReactNode
}): ReactNode {
  const keyring = useKeyring()
  return keyring === null ? <Unlock why={why} /> : children(keyring)
}

/** The unlocked keys; null where they are locked, and where what was unlocked has been replaced meanwhile. */
export function useKeyring(): Keyring | null {
  const { agency } = useWorkspace()
  const held = useStore(heldKeyring)
  const key = useMemo(() => (held === null ? null : signingKeyOf(held.signing)), [held])
  return key === agency.keys?.signing ? held : null
}

/** A passkey or the agency's passphrase opens the keyring, here in this browser. */
function Unlock({ why }: { readonly why: string }): ReactElement {
  const { agency } = useWorkspace()
  const instance = useInstance()
  const passkeys = agency.keyring.filter(({ way }) => way === 'passkey')
  const kept = agency.keyring.find(({ way }) => way === 'passphrase')
  return (
    <section className="pl-card" aria-labelledby="unlock">
      <Stack gap="md">
        <Title order={2} id="unlock">
          {m.agency_unlock_title()}
        </Title>
        <Text>{why}</Text>
        {instance?.demo === true && <Text className="pl-note">{m.agency_unlock_demo()}</Text>}
        {passkeys.length > 0 && <ByPasskey wraps={passkeys} />}
        <ByPassphrase kept={kept} />
      </Stack>
    </section>
  )
}

function ByPasskey({ wraps }: { readonly wraps: readonly KeyringWrap[] }): ReactElement {
  const { agency } = useWorkspace()
  const unlock = useMutation({
    mutationFn: async () => await unlockWithPasskey(agency, wraps),
    onSuccess: heldKeyring.set,
  })
  return (
    <Stack gap="sm" align="flex-start">
      <Button
        loading={unlock.isPending}
        onClick={() => {
          unlock.mutate()
        }}
      >
        {m.agency_unlock_passkey()}
      </Button>
      <FaultNote error={unlock.error} />
    </Stack>
  )
}

function ByPassphrase({ kept }: { readonly kept: KeyringWrap | undefined }): ReactElement {
  const { agency } = useWorkspace()
  const [passphrase, setPassphrase] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const unlock = useMutation({
    mutationFn: async () => {
      const sealed = file === null ? fromBase64(kept?.sealed ?? '') : await bytesOf(file)
      if (sealed === null) throw new Fault('seal/damaged')
      return await ownKeyring(agency, await unwrapInWorker(sealed, passphrase))
    },
    onSuccess: heldKeyring.set,
  })
  const ready = passphrase !== '' && (file !== null || kept !== undefined)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) unlock.mutate()
      }}
    >
      <Stack gap="sm">
        {kept === undefined && <Text>{m.agency_unlock_no_passphrase()}</Text>}
        <PasswordInput
          label={m.agency_unlock_passphrase()}
          value={passphrase}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': m.agency_passphrase_show() }}
          onChange={(event) => {
            setPassphrase(event.currentTarget.value)
          }}
        />
        <Group gap="sm">
          <Button type="submit" loading={unlock.isPending} disabled={!ready}>
            {m.agency_unlock_action()}
          </Button>
          <FileButton onChange={setFile} accept=".age">
            {(props) => (
              <Button variant="subtle" {...props}>
                {file === null ? m.agency_unlock_file() : file.name}
              </Button>
            )}
          </FileButton>
        </Group>
        {unlock.isPending && (
          <Text component="output" c="dimmed">
            {m.agency_unlock_working()}
          </Text>
        )}
        <FaultNote error={unlock.error} />
      </Stack>
    </form>
  )
}

async function unlockWithPasskey(
  agency: AgencyView,
  wraps: readonly KeyringWrap[],
): Promise<Keyring> {
  const known = touchedPasskey.get()
  const fits = wraps.some(({ credential }) => credential === known?.credential)
  const credentials = wraps.map(({ credential }) => credential)
  const passkey =
    known !== null && known.secret !== null && fits
      ? known
      : await touchPasskey(passkeySalt, credentials)
  touchedPasskey.set(passkey)
  const wrap = wraps.find(({ credential }) => credential === passkey.credential)
  const sealed = fromBase64(wrap?.sealed ?? '')
  if (passkey.secret === null || wrap === undefined || sealed === null)
    throw new Fault('seal/wrong-passphrase')
  return await ownKeyring(agency, await unwrapWithPasskey(sealed, passkey.secret))
}

/** @throws {Fault} `seal/wrong-key` where the keyring is another agency's. */
async function ownKeyring(agency: AgencyView, keyring: Keyring): Promise<Keyring> {
  const { signing, vault } = await keysOf(keyring)
  if (signing !== agency.keys?.signing || vault !== agency.keys.vault)
    throw new Fault('seal/wrong-key')
  return keyring
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}
