import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { NewPartner } from '@porchlight/core'
import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { m } from '../../words/messages.js'

const parts = ['name', 'website', 'receives', 'recipient'] as const
type Part = (typeof parts)[number]
type PartnerForm = Readonly<Record<Part, string>>

const empty: PartnerForm = { name: '', website: 'https://', receives: '', recipient: '' }

export interface PartnerFieldsProps {
  readonly pending: boolean
  readonly error: unknown
  readonly onDone: (partner: NewPartner) => void
}

/** What the public will read about a partner, checked by the schema that the server uses. */
export function PartnerFields({ pending, error, onDone }: PartnerFieldsProps): ReactElement {
  const [form, setForm] = useState(empty)
  const [attempts, setAttempts] = useState(0)
  const element = useRef<HTMLFormElement>(null)
  const parsed = NewPartner.safeParse({ ...form, recipient: form.recipient.trim() })
  const wrong = attempts > 0 && !parsed.success ? parsed.error.issues : []
  // after the errors are drawn: the first part that is wrong is the next to be typed in
  useEffect(() => {
    if (attempts > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [attempts])
  return (
    <form
      ref={element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setAttempts(parsed.success ? 0 : attempts + 1)
        if (parsed.success) onDone(parsed.data)
      }}
    >
      <Stack gap="md">
        <Text>{m.desk_partner_enter_text()}</Text>
        {parts.map((part) => (
          <Field
            key={part}
            part={part}
            value={form[part]}
            wrong={wrong.some(({ path }) => path[0] === part)}
            onChange={(value) => {
              setForm((old) => ({ ...old, [part]: value }))
            }}
          />
        ))}
        <FaultNote error={error} />
        <Group justify="flex-end">
          <Button type="submit" loading={pending}>
            {m.desk_partner_enter_action()}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface FieldProps {
  readonly part: Part
  readonly value: string
  readonly wrong: boolean
  readonly onChange: (value: string) => void
}

function Field({ part, value, wrong, onChange }: FieldProps): ReactElement {
  const { label, help, error } = words[part]
  const common = {
    label: label(),
    description: help(),
    value,
    error: wrong ? error() : undefined,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      onChange(event.currentTarget.value)
    },
  }
  if (part === 'receives') return <Textarea {...common} autosize minRows={2} />
  return <TextInput {...common} autoComplete="off" />
}

interface FieldWords {
  readonly label: () => string
  readonly help: () => string
  readonly error: () => string
}

const words: Readonly<Record<Part, FieldWords>> = {
  name: {
    label: m.desk_partner_name,
    help: m.desk_partner_name_help,
    error: m.desk_field_name_error,
  },
  website: {
    label: m.desk_field_website,
    help: m.desk_field_website_help,
    error: m.desk_field_website_error,
  },
  receives: {
    label: m.desk_partner_receives,
    help: m.desk_partner_receives_help,
    error: m.desk_partner_receives_error,
  },
  recipient: {
    label: m.desk_partner_key,
    help: m.desk_partner_key_help,
    error: m.desk_partner_key_error,
  },
}
