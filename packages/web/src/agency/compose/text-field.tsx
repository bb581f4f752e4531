import { Textarea, TextInput } from '@mantine/core'
import type { ReactElement } from 'react'

import { FindingList } from '../../ui/finding-list.tsx'
import type { WordField } from './draft.ts'
import { useFindings, useForm } from './field.ts'

export interface TextFieldProps {
  readonly name: WordField
  readonly label: string
  readonly help?: string
  readonly max: number
  readonly lines?: number
  /** What counts as visited with it, where several fields are one thing. */
  readonly touches?: string
  readonly inputMode?: 'text' | 'tel' | 'email' | 'numeric'
}

/** A field of words with what the rules say of it beside. */
export function TextField({
  name,
  label,
  help,
  max,
  lines = 1,
  touches,
  inputMode,
}: TextFieldProps): ReactElement {
  const { draft, change, touch } = useForm()
  const findings = useFindings(name)
  const shared = {
    id: `field-${name}`,
    label,
    description: help,
    value: draft[name],
    maxLength: max,
    autoComplete: 'off',
    inputMode: inputMode ?? ('text' as const),
    error: findings.length === 0 ? undefined : <FindingList findings={findings} />,
    errorProps: { component: 'div' as const },
    onBlur() {
      touch(touches ?? name)
    },
    onChange(event: { readonly currentTarget: { readonly value: string } }) {
      change({ [name]: event.currentTarget.value })
    },
  }
  return lines === 1 ? <TextInput {...shared} /> : <Textarea {...shared} autosize minRows={lines} />
}
