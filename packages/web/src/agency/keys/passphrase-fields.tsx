import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { random } from '../../ui/randomness.ts'
import { m } from '../../words/messages.js'
import { strengthOf, suggestPassphrase } from './passphrase.ts'
import type { Strength } from './passphrase.ts'

/** A new passphrase, twice, with an honest word on how long it holds. `onChange` gets null until both agree. */
export function PassphraseFields({
  onChange,
}: {
  readonly onChange: (passphrase: string | null) => void
}): ReactElement {
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [shown, setShown] = useState(false)
  const strength = strengthOf(first)
  function set(one: string, two: string): void {
    setFirst(one)
    setSecond(two)
    onChange(one === two && strengthOf(one) !== 'short' ? one : null)
  }
  return (
    <Stack gap="sm" align="stretch">
      <PasswordInput
        label={m.agency_passphrase_new()}
        description={m.agency_passphrase_help()}
        value={first}
        visible={shown}
        onVisibilityChange={setShown}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': m.agency_passphrase_show() }}
        onChange={(event) => {
          set(event.currentTarget.value, second)
        }}
      />
      <output className={`pl-strength pl-strength-${strength}`}>
        {first !== '' && strengthWords[strength]()}
      </output>
      <PasswordInput
        label={m.agency_passphrase_again()}
        value={second}
        visible={shown}
        onVisibilityChange={setShown}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': m.agency_passphrase_show() }}
        error={second !== '' && second !== first ? m.agency_passphrase_differs() : undefined}
        onChange={(event) => {
          set(first, event.currentTarget.value)
        }}
      />
      <Text size="sm" c="dimmed">
        {m.agency_passphrase_lost()}
      </Text>
      <Button
        variant="subtle"
        className="pl-start"
        onClick={() => {
          const suggested = suggestPassphrase(random)
          setShown(true)
          set(suggested, suggested)
        }}
      >
        {m.agency_passphrase_suggest()}
      </Button>
    </Stack>
  )
}

const strengthWords: Readonly<Record<Strength, () => string>> = {
  short: m.agency_passphrase_short,
  weak: m.agency_passphrase_weak,
  fair: m.agency_passphrase_fair,
  strong: m.agency_passphrase_strong,
}
