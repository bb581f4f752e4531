import { Button, Checkbox, Group, NativeSelect, Stack, Textarea } from '@mantine/core'
import {
  agencyKindNames,
  agencyKinds,
  federalTieNames,
  federalTies,
  NewAgency,
} from '@porchlight/core'
import type { AgencyKind } from '@porchlight/core'
import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { m } from '../../words/messages.js'
import { Field } from './field.tsx'
import type { FieldProps } from './field.tsx'
import { emptyForm, formErrors } from './form.ts'
import type { AgencyForm } from './form.ts'

export interface AgencyFieldsProps {
  readonly pending: boolean
  readonly error: unknown
  readonly onDone: (agency: NewAgency) => void
}

/** What a steward knows of an agency, checked by the schema that the server uses. */
export function AgencyFields({ pending, error, onDone }: AgencyFieldsProps): ReactElement {
  const [form, setForm] = useState<AgencyForm>(emptyForm)
  const [attempts, setAttempts] = useState(0)
  const element = useRef<HTMLFormElement>(null)
  const errors = attempts > 0 ? formErrors(form) : new Set<string>()
  // after the errors are drawn: the first part that is wrong is the next to be typed in
  useEffect(() => {
    if (attempts > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [attempts])
  function set(change: Partial<AgencyForm>): void {
    setForm((old) => ({ ...old, ...change }))
  }
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const agency = NewAgency.safeParse(form)
        setAttempts(agency.success ? 0 : attempts + 1)
        if (agency.success) onDone(agency.data)
      }}
    >
      <Stack gap="md">
        <Field name="name" form={form} errors={errors} onChange={set} />
        <KindSelect
          kind={form.kind}
          onChange={(kind) => {
            set({ kind })
          }}
        />
        <Field name="place" form={form} errors={errors} onChange={set} />
        <Field name="zone" form={form} errors={errors} onChange={set} />
        <Field name="phone" form={form} errors={errors} onChange={set} />
        <Field name="website" form={form} errors={errors} onChange={set} />
        <TiesGroup
          federal={form.federal}
          onChange={(federal) => {
            set({ federal })
          }}
        />
        <VerifiedBy form={form} errors={errors} onChange={set} />
        <FaultNote error={error} />
        <Group justify="flex-end">
          <Button type="submit" loading={pending}>
            {m.desk_add_action()}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Longer than a line: whom they met, and where the number is from. */
function VerifiedBy({ form, errors, onChange }: Omit<FieldProps, 'name'>): ReactElement {
  return (
    <Textarea
      label={m.desk_field_verified()}
      description={m.desk_field_verified_help()}
      value={form.verifiedBy}
      error={errors.has('verifiedBy') ? m.desk_field_verified_error() : undefined}
      autosize
      minRows={2}
      onChange={(event) => {
        onChange({ verifiedBy: event.currentTarget.value })
      }}
    />
  )
}

function KindSelect({
  kind,
  onChange,
}: {
  readonly kind: AgencyKind
  readonly onChange: (kind: AgencyKind) => void
}): ReactElement {
  const { language } = useLanguage()
  return (
    <NativeSelect
      label={m.desk_field_kind()}
      description={m.desk_field_kind_help()}
      value={kind}
      data={agencyKinds.map((value) => ({ value, label: agencyKindNames[value][language] }))}
      onChange={(event) => {
        const chosen = agencyKinds.find((value) => value === event.currentTarget.value)
        if (chosen !== undefined) onChange(chosen)
      }}
    />
  )
}

function TiesGroup({
  federal,
  onChange,
}: {
  readonly federal: AgencyForm['federal']
  readonly onChange: (federal: AgencyForm['federal']) => void
}): ReactElement {
  const { language } = useLanguage()
  return (
    <Checkbox.Group
      label={m.desk_field_federal()}
      description={m.desk_field_federal_help()}
      value={[...federal]}
      onChange={(values) => {
        onChange(federalTies.filter((tie) => values.includes(tie)))
      }}
    >
      <Stack gap="xs" mt="xs">
        {federalTies.map((tie) => (
          <Checkbox key={tie} value={tie} label={federalTieNames[tie][language]} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
