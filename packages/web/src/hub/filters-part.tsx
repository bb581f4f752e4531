import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { federalTieNames, federalTies, offenceNames, offences } from '@porchlight/core'
import { filtersText, hubApi, mergeFilters, readFilters } from '@porchlight/owner'
import type { FilterList, ReadFilters } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { saveFile } from '../ui/save-file.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { ChooseFile } from './choose-file.tsx'
import { Part } from './hub-page.tsx'

/** What not to show: agencies with a badge, kinds of incidents. Kept here, and shared as a file if one likes. */
export function FiltersPart({
  filters,
  hidden,
}: {
  readonly filters: FilterList
  readonly hidden: number
}): ReactElement {
  const { language } = useLanguage()
  const save = useAct(hubApi.setFilters)
  const { hideBadges, hideOffences } = filters
  return (
    <Part title={m.hub_filters_title()}>
      <Stack gap="md">
        <p>{m.hub_filters_text()}</p>
        <output>{m.hub_filters_hidden({ count: hidden })}</output>
        <fieldset className="hb-choices">
          <legend>{m.hub_filters_badges()}</legend>
          {federalTies.map((badge) => (
            <Checkbox
              key={badge}
              size="md"
              label={federalTieNames[badge][language]}
              checked={hideBadges.includes(badge)}
              onChange={() => {
                save.mutate({ filters: { ...filters, hideBadges: toggled(hideBadges, badge) } })
              }}
            />
          ))}
        </fieldset>
        <details className="pl-details">
          <summary>{m.hub_filters_offences({ count: hideOffences.length })}</summary>
          <fieldset className="hb-choices">
            <legend>{m.hub_filters_offences_hide()}</legend>
            {offences.map((offence) => (
              <Checkbox
                key={offence}
                size="md"
                label={offenceNames[offence][language]}
                checked={hideOffences.includes(offence)}
                onChange={() => {
                  const next = toggled(hideOffences, offence)
                  save.mutate({ filters: { ...filters, hideOffences: next } })
                }}
              />
            ))}
          </fieldset>
        </details>
        <FaultNote error={save.error} />
        <Sharing
          filters={filters}
          onFilters={(next) => {
            save.mutate({ filters: next })
          }}
        />
      </Stack>
    </Part>
  )
}

function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value]
}

/** The list as a file: to give to others, and to take from them. */
function Sharing({
  filters,
  onFilters,
}: {
  readonly filters: FilterList
  readonly onFilters: (filters: FilterList) => void
}): ReactElement {
  const [read, setRead] = useState<ReadFilters | null>(null)
  async function take(file: File): Promise<void> {
    setRead(readFilters(await file.text()))
  }
  return (
    <>
      <p className="pl-soft">{m.hub_filters_share()}</p>
      <Group gap="sm">
        <Button
          variant="outline"
          onClick={() => {
            const file = new Blob([filtersText(filters)], { type: 'application/json' })
            saveFile(file, 'porchlight-filters.json')
          }}
        >
          {m.hub_filters_export()}
        </Button>
        <ChooseFile
          quiet
          label={m.hub_filters_import()}
          accept="application/json,.json"
          onFile={(file) => {
            void take(file)
          }}
        />
      </Group>
      {read?.kind === 'bad' && (
        <p className="pl-note" role="alert">
          {badWords[read.because]()}
        </p>
      )}
      {read?.kind === 'list' && (
        <Found
          read={read}
          onTake={(how) => {
            onFilters(how === 'merge' ? mergeFilters(filters, read.list) : read.list)
            setRead(null)
          }}
          onLeave={() => {
            setRead(null)
          }}
        />
      )}
    </>
  )
}

const badWords = {
  'not-json': m.hub_filters_bad_json,
  'not-filters': m.hub_filters_bad,
  'too-long': m.hub_filters_bad,
  'too-new': m.hub_filters_bad_new,
} as const

/** What a shared list hides, before it is taken. */
function Found({
  read: { list, unknown },
  onTake,
  onLeave,
}: {
  readonly read: Extract<ReadFilters, { readonly kind: 'list' }>
  readonly onTake: (how: 'merge' | 'replace') => void
  readonly onLeave: () => void
}): ReactElement {
  const { language } = useLanguage()
  const names = [
    ...list.hideBadges.map((badge) => federalTieNames[badge][language]),
    ...offences
      .filter((offence) => list.hideOffences.includes(offence))
      .map((offence) => offenceNames[offence][language]),
    ...unknown.map((name) => m.hub_filters_unknown({ name })),
  ]
  return (
    <div className="pl-note">
      <p>{m.hub_filters_found({ count: names.length })}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <Group gap="sm">
        <Button
          onClick={() => {
            onTake('merge')
          }}
        >
          {m.hub_filters_merge()}
        </Button>
        <Button
          variant="outline"
          onClick={() => {
            onTake('replace')
          }}
        >
          {m.hub_filters_replace()}
        </Button>
        <Button variant="subtle" onClick={onLeave}>
          {m.hub_filters_leave()}
        </Button>
      </Group>
    </div>
  )
}
