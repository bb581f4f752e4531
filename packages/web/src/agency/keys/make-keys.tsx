import { keysOf, newKeyring, passkeySalt, wrapWithPasskey } from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { api, call, toBase64 } from '@porchlight/core'
import type { AgencyView, KeyringWrap } from '@porchlight/core'
import { Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { line } from '../../ui/line.ts'
import { touchPasskey } from '../../ui/passkey.ts'
import { NoSecret } from '../../ui/passkey-stopped.ts'
import { random } from '../../ui/randomness.ts'
import { m } from '../../words/messages.js'
import { keepAgency } from '../own-agency.ts'
import { useWorkspace } from '../workspace.tsx'
import { heldKeyring, touchedPasskey } from './held.ts'
import { wrapInWorker } from './keyring-work.ts'
import { MakeForm } from './make-form.tsx'

/** The first member makes the agency's keys, in this browser. Only sealed do they leave it. */
export function MakeKeys(): ReactElement {
  const { agency } = useWorkspace()
  const make = useMutation({
    mutationFn: async (passphrase: string | null) => await makeKeys(agency, passphrase),
    onSuccess({ view, keyring }) {
      heldKeyring.set(keyring)
      keepAgency(view)
    },
  })
  return (
    <Stack gap="lg">
      <Title order={1}>{m.agency_make_title()}</Title>
      <Text size="lg">{m.agency_make_lead()}</Text>
      <section className="pl-card">
        <MakeForm
          action={m.agency_make_action()}
          pending={make.isPending}
          error={make.error}
          onMake={make.mutate}
        />
      </section>
    </Stack>
  )
}

async function makeKeys(
  agency: AgencyView,
  passphrase: string | null,
): Promise<{ readonly view: AgencyView; readonly keyring: Keyring }> {
  const keyring = await newKeyring(agency.profile.name, random)
  const wrap = await wrapBy(keyring, passphrase)
  const view = await call(line, api.setKeys, { keys: await keysOf(keyring), wrap })
  return { view, keyring }
}

/** By the passkey of whoever sits here where there is no passphrase. */
export async function wrapBy(keyring: Keyring, passphrase: string | null): Promise<KeyringWrap> {
  return passphrase === null
    ? await wrapForPasskey(keyring)
    : await wrapForPassphrase(keyring, passphrase)
}

/**
 * The keyring sealed to the passkey of whoever sits here.
 *
 * @throws {NoSecret} where the passkey keeps none
 */
export async function wrapForPasskey(keyring: Keyring): Promise<KeyringWrap> {
  const known = touchedPasskey.get()
  const passkey =
    known !== null && known.secret !== null ? known : await touchPasskey(passkeySalt, [])
  if (passkey.secret === null) throw new NoSecret()
  touchedPasskey.set(passkey)
  const sealed = await wrapWithPasskey(keyring, passkey.secret)
  return { way: 'passkey', credential: passkey.credential, sealed: toBase64(sealed) }
}

export async function wrapForPassphrase(
  keyring: Keyring,
  passphrase: string,
): Promise<KeyringWrap> {
  const sealed = await wrapInWorker(keyring, passphrase)
  return { way: 'passphrase', credential: '', sealed: toBase64(sealed) }
}
