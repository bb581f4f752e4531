import { keysOf, newKeyring, passkeySalt, wrapWithPasskey } from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { api, call, toBase64 } from '@porchlight/core'
import type { AgencyView, KeyringWrap } from '@porchlight/core'
import { Button, Radio, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { line } from '../../ui/line.ts'
import { touchPasskey } from '../../ui/passkey.ts'
import { NoSecret } from '../../ui/passkey-stopped.ts'
import { random } from '../../ui/randomness.ts'
import { useStore } from '../../ui/store.ts'
import { m } from '../../words/messages.js'
import { keepAgency } from '../own-agency.ts'
import { useWorkspace } from '../workspace.tsx'
import { heldKeyring, touchedPasskey } from './held.ts'
import { wrapInWorker } from './keyring-work.ts'
import { PassphraseFields } from './passphrase-fields.tsx'

/** The first member makes the agency's keys, in this browser. Only sealed do they leave it. */
export function MakeKeys(): ReactElement {
  const { agency } = useWorkspace()
  const passkey = useStore(touchedPasskey)
  const [way, setWay] = useState<KeyringWrap['way']>(passkey === null ? 'passphrase' : 'passkey')
  const [passphrase, setPassphrase] = useState<string | null>(null)
  const make = useMutation({
    mutationFn: async () => await makeKeys(agency, way === 'passkey' ? null : passphrase),
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
        <Stack gap="md">
          <Radio.Group
            label={m.agency_make_way()}
            value={way}
            onChange={(value) => {
              setWay(value === 'passkey' ? 'passkey' : 'passphrase')
            }}
          >
            <Stack gap="sm" mt="sm">
              <Radio
                value="passkey"
                label={m.agency_make_way_passkey()}
                description={m.agency_make_way_passkey_help()}
              />
              <Radio
                value="passphrase"
                label={m.agency_make_way_passphrase()}
                description={m.agency_make_way_passphrase_help()}
              />
            </Stack>
          </Radio.Group>
          {way === 'passphrase' && <PassphraseFields onChange={setPassphrase} />}
          <FaultNote error={make.error} />
          <Button
            className="pl-start"
            loading={make.isPending}
            disabled={way === 'passphrase' && passphrase === null}
            onClick={() => {
              make.mutate()
            }}
          >
            {m.agency_make_action()}
          </Button>
        </Stack>
      </section>
    </Stack>
  )
}

async function makeKeys(
  agency: AgencyView,
  passphrase: string | null,
): Promise<{ readonly view: AgencyView; readonly keyring: Keyring }> {
  const keyring = await newKeyring(agency.profile.name, random)
  const wrap =
    passphrase === null
      ? await wrapForPasskey(keyring)
      : await wrapForPassphrase(keyring, passphrase)
  const view = await call(line, api.setKeys, { keys: await keysOf(keyring), wrap })
  return { view, keyring }
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
