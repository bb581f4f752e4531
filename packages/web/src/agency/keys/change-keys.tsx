import { keysOf, newKeyring, nextKeyring } from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { api, call } from '@porchlight/core'
import type { AgencyView, NextKeys } from '@porchlight/core'
import { Alert, Button, Checkbox, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Fingerprint } from '../../ui/fingerprint-digits.tsx'
import { line } from '../../ui/line.ts'
import { random } from '../../ui/randomness.ts'
import { momentText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import { keepAgency } from '../own-agency.ts'
import { useWorkspace } from '../workspace.tsx'
import { MakeForm } from './make-form.tsx'
import { wrapBy } from './make-keys.tsx'
import { useKeyring } from './unlock.tsx'

/** Keys that are to replace the present ones: those that were made, and the way to make them. */
export function ChangeKeys(): ReactElement {
  const { agency } = useWorkspace()
  const { next } = agency
  return (
    <section>
      <Stack gap="md">
        <Title order={2}>{m.agency_change_title()}</Title>
        {next !== null && <Next next={next} />}
        {canMake(agency) && <Make again={next !== null} />}
      </Stack>
    </section>
  )
}

/** Confirmed ones come first, except where the agency is suspended. */
function canMake({ next, suspended }: AgencyView): boolean {
  return next === null || next.from === null || suspended
}

function Next({ next }: { readonly next: NextKeys }): ReactElement {
  const { agency } = useWorkspace()
  const { from, confirmations, confirmationsNeeded } = next
  return (
    <div className="pl-card">
      <Stack gap="sm">
        <Title order={3}>
          {from === null
            ? m.agency_next_waiting_title()
            : m.agency_next_from_title({ when: momentText(from, agency.profile.zone) })}
        </Title>
        <Text>
          {from === null
            ? m.agency_next_waiting({ given: confirmations, needed: confirmationsNeeded })
            : m.agency_next_from()}
        </Text>
        <Fingerprint keys={next.keys} />
        <Text>{m.agency_next_not_ours()}</Text>
      </Stack>
    </div>
  )
}

function Make({ again }: { readonly again: boolean }): ReactElement {
  const [opened, setOpened] = useState(false)
  return (
    <Stack gap="sm">
      {!again && <Explained />}
      {opened ? (
        <MakeNext
          onMade={() => {
            setOpened(false)
          }}
        />
      ) : (
        <Button
          variant="outline"
          className="pl-start"
          onClick={() => {
            setOpened(true)
          }}
        >
          {again ? m.agency_change_again() : m.agency_change_open()}
        </Button>
      )}
    </Stack>
  )
}

function Explained(): ReactElement {
  return (
    <>
      <Text>{m.agency_change_when()}</Text>
      <ol className="pl-list">
        <li>{m.agency_change_step_make()}</li>
        <li>{m.agency_change_step_compare()}</li>
        <li>{m.agency_change_step_wait()}</li>
      </ol>
      <Text>{m.agency_change_why()}</Text>
    </>
  )
}

/** The keys that are there are unlocked first, further up on this screen, so that the new ones open what they open. */
function MakeNext({ onMade }: { readonly onMade: () => void }): ReactElement {
  const keyring = useKeyring()
  const [lost, setLost] = useState(false)
  return (
    <Stack gap="md">
      <Checkbox
        checked={lost}
        label={m.agency_change_lost()}
        onChange={(event) => {
          setLost(event.currentTarget.checked)
        }}
      />
      {lost && (
        <Alert color="bad" title={m.agency_change_lost_title()}>
          {m.agency_change_lost_text()}
        </Alert>
      )}
      {!lost && keyring === null && (
        <Text className="pl-note">
          {m.agency_change_unlock()} <a href="#unlock">{m.agency_unlock_title()}</a>
        </Text>
      )}
      {(lost || keyring !== null) && <Form before={lost ? null : keyring} onMade={onMade} />}
    </Stack>
  )
}

function Form({
  before,
  onMade,
}: {
  readonly before: Keyring | null
  readonly onMade: () => void
}): ReactElement {
  const { agency } = useWorkspace()
  const make = useMutation({
    mutationFn: async (passphrase: string | null) => {
      const keyring =
        before === null
          ? await newKeyring(agency.profile.name, random)
          : await nextKeyring(before, random)
      const wrap = await wrapBy(keyring, passphrase)
      return await call(line, api.setNextKeys, { keys: await keysOf(keyring), wrap })
    },
    onSuccess(view) {
      keepAgency(view)
      onMade()
    },
  })
  return (
    <div className="pl-card">
      <MakeForm
        action={m.agency_change_action()}
        pending={make.isPending}
        error={make.error}
        onMake={make.mutate}
      />
    </div>
  )
}
