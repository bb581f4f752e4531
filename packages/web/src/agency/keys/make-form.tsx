import type { KeyringWrap } from '@porchlight/core'
import { Button, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { useStore } from '../../ui/store.ts'
import { m } from '../../words/messages.js'
import { touchedPasskey } from './held.ts'
import { PassphraseFields } from './passphrase-fields.tsx'

export interface MakeFormProps {
  /** What the button does, in words. */
  readonly action: string
  readonly pending: boolean
  readonly error: unknown
  /** Gets null for a passkey. */
  readonly onMake: (passphrase: string | null) => void
}

/** How keys are to be locked that are about to be made. */
export function MakeForm({ action, pending, error, onMake }: MakeFormProps): ReactElement {
  const passkey = useStore(touchedPasskey)
  const [way, setWay] = useState<KeyringWrap['way']>(passkey === null ? 'passphrase' : 'passkey')
  const [passphrase, setPassphrase] = useState<string | null>(null)
  return (
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
      <FaultNote error={error} />
      <Button
        className="pl-start"
        loading={pending}
        disabled={way === 'passphrase' && passphrase === null}
        onClick={() => {
          onMake(way === 'passkey' ? null : passphrase)
        }}
      >
        {action}
      </Button>
    </Stack>
  )
}
