import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import {
  agencyKindNames,
  agencyKinds,
  api,
  call,
  federalTieNames,
  federalTies,
  NewAgency,
} from '@porchlight/core'
import type { AgencyKind } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { CopyLine } from '../../ui/copy-line.tsx'
import { FaultNote } from '../../ui/fault.tsx'
import { useLanguage } from '../../ui/language.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { agenciesChanged } from '../desk-data.ts'
import { Field } from './field.tsx'
import { emptyForm, formErrors } from './form.ts'
import type { AgencyForm } from './form.ts'

/** Enters an agency that was verified out of band, and gives the link for its first member. */
export function AddAgency(): ReactElement {
  const [open, setOpen] = useState(false)
  const add = useMutation({
    mutationFn: async (agency: NewAgency) => await call(line, api.addAgency, { agency }),
    onSettled: agenciesChanged,
  })
  function close(): void {
    setOpen(false)
    add.reset()
  }
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true)
        }}
      >
        {m.desk_add()}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        size="lg"
        title={add.data === undefined ? m.desk_add() : add.data.agency.profile.name}
        closeButtonProps={{ 'aria-label': m.ui_close() }}
        closeOnClickOutside={false}
      >
        {add.data === undefined ? (
          <AgencyFields pending={add.isPending} error={add.error} onDone={add.mutate} />
        ) : (
          <Stack gap="md" align="flex-start">
            <Text component="output">{m.desk_add_link()}</Text>
            <CopyLine text={add.data.link} label={m.desk_add_link_label()} />
            <Text>{m.desk_add_next()}</Text>
            <Button variant="outline" onClick={close}>
              {m.ui_close()}
            </Button>
          </Stack>
        )}
      </Modal>
    </>
  )
}

interface FieldsProps {
  readonly pending: boolean
  readonly error: unknown
  readonly onDone: (agency: NewAgency) => void
}

function AgencyFields({ pending, error, onDone }: FieldsProps): ReactElement {
  const [form, setForm] = useState<AgencyForm>(emptyForm)
  const [shown, setShown] = useState(false)
  const errors = shown ? formErrors(form) : new Set<string>()
  function set(change: Partial<AgencyForm>): void {
    setForm((old) => ({ ...old, ...change }))
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const agency = NewAgency.safeParse(form)
        setShown(!agency.success)
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
        <Textarea
          label={m.desk_field_verified()}
          description={m.desk_field_verified_help()}
          value={form.verifiedBy}
          error={errors.has('verifiedBy') ? m.desk_field_verified_error() : undefined}
          autosize
          minRows={2}
          onChange={(event) => {
            set({ verifiedBy: event.currentTarget.value })
          }}
        />
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
