import { TextInput } from '@mantine/core'
import type { ReactElement } from 'react'

import { m } from '../../words/messages.js'
import type { AgencyForm, TextPart } from './form.ts'

export interface FieldProps {
  readonly name: TextPart
  readonly form: AgencyForm
  readonly errors: ReadonlySet<string>
  readonly onChange: (change: Partial<AgencyForm>) => void
}

/** One line of the form, with what is asked and what is wrong with the answer. */
export function Field({ name, form, errors, onChange }: FieldProps): ReactElement {
  const { label, help, error } = words[name]
  return (
    <TextInput
      label={label()}
      description={help()}
      value={form[name]}
      error={errors.has(name) ? error() : undefined}
      autoComplete="off"
      onChange={(event) => {
        onChange({ [name]: event.currentTarget.value })
      }}
    />
  )
}

interface FieldWords {
  readonly label: () => string
  readonly help: () => string
  readonly error: () => string
}

const words: Readonly<Record<TextPart, FieldWords>> = {
  name: {
    label: m.desk_field_name,
    help: m.desk_field_name_help,
    error: m.desk_field_name_error,
  },
  place: {
    label: m.desk_agency_place,
    help: m.desk_field_place_help,
    error: m.desk_field_place_error,
  },
  zone: {
    label: m.desk_field_zone,
    help: m.desk_field_zone_help,
    error: m.desk_field_zone_error,
  },
  phone: {
    label: m.desk_field_phone,
    help: m.desk_field_phone_help,
    error: m.desk_field_phone_error,
  },
  website: {
    label: m.desk_field_website,
    help: m.desk_field_website_help,
    error: m.desk_field_website_error,
  },
}
