import { Button, Checkbox, Stack, Text, TextInput } from '@mantine/core'
import { federalTieNames } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { FilterList, HubView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Confirm } from '../ui/confirm.tsx'
import { FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { HubPage, Part } from './hub-page.tsx'

const badges = ['287g', 'task-force'] as const

/** What not to show, how the decoder is fenced in, and the way to leave nothing behind. */
export function SettingsScreen({ view }: { readonly view: HubView }): ReactElement {
  return (
    <HubPage title={m.hub_settings()} back={{ screen: 'home' }}>
      <Filters filters={view.filters} />
      <Part title={m.hub_fence_title()}>
        <p>{view.sandbox === 'none' ? m.hub_fence_none() : m.hub_fence({ name: view.sandbox })}</p>
      </Part>
      <Wipe />
    </HubPage>
  )
}

function Filters({ filters }: { readonly filters: FilterList }): ReactElement {
  const { language } = useLanguage()
  const save = useAct(hubApi.setFilters)
  return (
    <Part title={m.hub_filters_title()}>
      <Stack gap="sm">
        <p>{m.hub_filters_text()}</p>
        {badges.map((badge) => (
          <Checkbox
            key={badge}
            size="md"
            label={m.hub_filter_badge({ name: federalTieNames[badge][language] })}
            checked={filters.hideBadges.includes(badge)}
            onChange={({ currentTarget: { checked } }) => {
              const others = filters.hideBadges.filter((other) => other !== badge)
              const hideBadges = checked ? [...others, badge] : others
              save.mutate({ filters: { ...filters, hideBadges } })
            }}
          />
        ))}
        <FaultNote error={save.error} />
      </Stack>
    </Part>
  )
}

function Wipe(): ReactElement {
  const [asked, setAsked] = useState(false)
  const [word, setWord] = useState('')
  const wipe = useAct(hubApi.wipe)
  if (wipe.isSuccess) return <p className="pl-note">{m.hub_wiped()}</p>
  return (
    <Part title={m.hub_wipe_title()}>
      <p>{m.hub_wipe_text()}</p>
      <Button
        variant="outline"
        color="bad"
        onClick={() => {
          setAsked(true)
        }}
      >
        {m.hub_wipe()}
      </Button>
      <Confirm
        opened={asked}
        title={m.hub_wipe_title()}
        action={m.hub_wipe()}
        danger
        disabled={word.trim().toLowerCase() !== m.hub_wipe_word()}
        pending={wipe.isPending}
        error={wipe.error}
        onConfirm={() => {
          wipe.mutate({ really: 'wipe' })
        }}
        onClose={() => {
          setAsked(false)
        }}
      >
        <Text>{m.hub_wipe_sure()}</Text>
        <TextInput
          label={m.hub_wipe_type({ word: m.hub_wipe_word() })}
          value={word}
          onChange={({ currentTarget }) => {
            setWord(currentTarget.value)
          }}
        />
      </Confirm>
    </Part>
  )
}
