import { Checkbox, Group, NativeSelect, Radio, Stack, Text } from '@mantine/core'
import {
  centreOf,
  graveOffences,
  Offence,
  offenceNames,
  offences,
  onwardNames,
  onwardParties,
} from '@porchlight/core'
import type { OwnRequest } from '@porchlight/core'
import type { ReactElement, ReactNode } from 'react'

import { AreaEditor } from '../../ui/area-editor.tsx'
import { FindingList } from '../../ui/finding-list.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { m } from '../../words/messages.js'
import { useWorkspace } from '../workspace.tsx'
import { sameCase } from './candidate.ts'
import { useFindings, useForm, useMissing } from './field.ts'
import { TextField } from './text-field.tsx'
import { TimeField } from './time-field.tsx'

/** One part of the form under its heading. */
export function Part({
  title,
  id,
  children,
}: {
  readonly title: string
  readonly id?: string
  readonly children: ReactNode
}): ReactElement {
  return (
    <section className="pl-part" id={id}>
      <h2>{title}</h2>
      <Stack gap="md">{children}</Stack>
    </section>
  )
}

/** What happened: offence, case, words. */
export function WhatPart({ own }: { readonly own: readonly OwnRequest[] }): ReactElement {
  const { draft, change, touch } = useForm()
  const { language } = useLanguage()
  const missing = useMissing('offence')
  const grave = draft.offence !== null && graveOffences.includes(draft.offence)
  return (
    <Part title={m.agency_part_what()}>
      <NativeSelect
        id="field-offence"
        label={m.agency_field_offence()}
        value={draft.offence ?? ''}
        error={missing ? m.agency_missing_offence() : undefined}
        data={[
          { value: '', label: m.agency_field_offence_none() },
          ...offences.map((value) => ({ value, label: offenceNames[value][language] })),
        ]}
        onBlur={() => {
          touch('offence')
        }}
        onChange={(event) => {
          const offence = Offence.safeParse(event.currentTarget.value).data ?? null
          const stays = offence !== null && graveOffences.includes(offence)
          change({ offence, class: stays ? draft.class : 'standard' })
        }}
      />
      {grave && (
        <Checkbox
          checked={draft.class === 'extended'}
          label={m.agency_field_extended()}
          description={m.agency_field_extended_help()}
          onChange={(event) => {
            change({ class: event.currentTarget.checked ? 'extended' : 'standard' })
          }}
        />
      )}
      <TextField
        name="caseNumber"
        label={m.agency_field_case()}
        help={m.agency_field_case_help()}
        max={40}
      />
      <LinkedField own={own} />
      <WordFields />
    </Part>
  )
}

/** What happened, in the agency's own words. */
export function WordFields(): ReactElement {
  return (
    <>
      <TextField
        name="title"
        label={m.agency_field_title()}
        help={m.agency_field_title_help()}
        max={120}
      />
      <TextField
        name="text"
        label={m.agency_field_text()}
        help={m.agency_field_text_help()}
        max={2000}
        lines={5}
      />
    </>
  )
}

/** Only where there is another request of the same case. */
function LinkedField({ own }: { readonly own: readonly OwnRequest[] }): ReactElement | null {
  const { draft, change, touch } = useForm()
  const findings = useFindings('linked')
  const others = sameCase(draft, own)
  if (others.length === 0) return null
  return (
    <NativeSelect
      label={m.agency_field_linked()}
      description={m.agency_field_linked_help()}
      value={draft.linked ?? ''}
      error={findings.length === 0 ? undefined : <FindingList findings={findings} />}
      data={[
        { value: '', label: m.agency_field_linked_none() },
        ...others.map(({ id }) => ({ value: id, label: titleOf(own, id) })),
      ]}
      onBlur={() => {
        touch('linked')
      }}
      onChange={(event) => {
        change({ linked: event.currentTarget.value === '' ? null : event.currentTarget.value })
      }}
    />
  )
}

function titleOf(own: readonly OwnRequest[], id: string): string {
  return own.find(({ signed }) => signed.request.id === id)?.signed.request.title ?? id
}

/** Where: in words and on the map. */
export function WherePart({ own }: { readonly own: readonly OwnRequest[] }): ReactElement {
  const { draft, change, touch } = useForm()
  const findings = useFindings('area')
  const missing = useMissing('area')
  return (
    <Part title={m.agency_part_where()}>
      <TextField
        name="place"
        label={m.agency_field_place()}
        help={m.agency_field_place_help()}
        max={200}
      />
      <fieldset className="pl-fieldset" id="field-area">
        <legend>{m.agency_field_area()}</legend>
        <AreaEditor
          value={draft.area}
          around={own.slice(0, 5).map(({ signed }) => centreOf(signed.request.area))}
          onChange={(area) => {
            change({ area })
            touch('area')
          }}
        />
        <output className="pl-field-error">
          {missing && m.agency_missing_area()}
          {findings.length > 0 && <FindingList findings={findings} />}
        </output>
      </fieldset>
    </Part>
  )
}

/** Who can be called back. */
export function ContactPart(): ReactElement {
  const missing = useMissing('contact')
  return (
    <Part title={m.agency_part_contact()} id="field-contact">
      <Text>{m.agency_part_contact_text()}</Text>
      <TextField
        name="unit"
        label={m.agency_field_unit()}
        help={m.agency_field_unit_help()}
        max={120}
      />
      <Group grow align="flex-start" gap="md" className="pl-pair">
        <TextField name="phone" label={m.agency_field_phone()} max={40} inputMode="tel" />
        <TextField
          name="email"
          label={m.agency_field_email()}
          max={200}
          inputMode="email"
          touches="contact"
        />
      </Group>
      {missing && (
        <Text c="bad" role="alert">
          {m.agency_missing_contact()}
        </Text>
      )}
    </Part>
  )
}

/** What the agency promises to do with the footage. */
export function HandlingPart(): ReactElement {
  const { draft, change } = useForm()
  const { language } = useLanguage()
  const findings = useFindings('handling')
  const missing = useMissing('handling')
  return (
    <Part title={m.agency_part_handling()} id="field-handling">
      <Text>{m.agency_part_handling_text()}</Text>
      <Group grow align="flex-end" gap="md" className="pl-pair">
        <TextField
          name="usedDays"
          label={m.agency_field_used()}
          max={5}
          inputMode="numeric"
          touches="handling"
        />
        <TextField
          name="unusedDays"
          label={m.agency_field_unused()}
          max={5}
          inputMode="numeric"
          touches="handling"
        />
        <TextField
          name="declinedDays"
          label={m.agency_field_declined()}
          max={5}
          inputMode="numeric"
          touches="handling"
        />
      </Group>
      <output className="pl-field-error">
        {missing && m.agency_missing_handling()}
        {findings.length > 0 && <FindingList findings={findings} />}
      </output>
      <Checkbox.Group
        label={m.agency_field_onward()}
        value={[...draft.onward]}
        onChange={(values) => {
          change({ onward: onwardParties.filter((party) => values.includes(party)) })
        }}
      >
        <Stack gap="xs" mt="xs">
          {onwardParties.map((party) => (
            <Checkbox key={party} value={party} label={onwardNames[party][language]} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Part>
  )
}

/** When it happened, and how long it can be answered. */
export function WhenHead(): ReactElement {
  const { draft, change, touch } = useForm()
  const { agency } = useWorkspace()
  const findings = useFindings('incidentAt')
  const missing = useMissing('incidentAt')
  return (
    <>
      <TimeField
        label={m.agency_field_incident()}
        point={draft.incident}
        zone={agency.profile.zone}
        error={missing ? m.agency_missing_incident() : undefined}
        onBlur={() => {
          touch('incidentAt')
        }}
        onChange={(incident) => {
          change({ incident })
        }}
      />
      <output className="pl-field-error">
        {findings.length > 0 && <FindingList findings={findings} />}
      </output>
    </>
  )
}

/** Longest that the rules allow a request to live, in days. */
const maxLiveDays = 7

export function LiveField(): ReactElement {
  const { draft, change } = useForm()
  return (
    <Radio.Group
      label={m.agency_field_live()}
      value={String(draft.liveDays)}
      onChange={(value) => {
        change({ liveDays: Number(value) })
      }}
    >
      <Group gap="md" mt="xs">
        {Array.from({ length: maxLiveDays }, (_, index) => index + 1).map((days) => (
          <Radio
            key={days}
            value={String(days)}
            label={m.agency_field_live_days({ count: days })}
          />
        ))}
      </Group>
    </Radio.Group>
  )
}
