import type { OwnRequest } from '@porchlight/core'
import { useMemo, useState } from 'react'

import { now } from '../../ui/clock.ts'
import { useStore } from '../../ui/store.ts'
import { useWorkspace } from '../workspace.tsx'
import { candidateOf } from './candidate.ts'
import { draftStore } from './draft.ts'
import type { Form } from './field.ts'
import { newRequestId, noRecipient } from './submit.ts'

export interface FormState {
  readonly form: Form
  /** Nothing is missing and no rule is broken. */
  readonly clear: boolean
  readonly touchAll: () => void
}

/** The draft, checked against the rules as it is typed. */
export function useFormState(own: readonly OwnRequest[]): FormState {
  const { agency, member } = useWorkspace()
  const draft = useStore(draftStore)
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [id] = useState(newRequestId)
  const candidate = useMemo(
    () =>
      candidateOf(draft, {
        agency: agency.profile,
        author: member.id,
        now: now(),
        id,
        recipient: noRecipient,
        own,
      }),
    [draft, agency, member, id, own],
  )
  return {
    clear: candidate.missing.length === 0 && candidate.findings.length === 0,
    touchAll() {
      setTouched(new Set(everyField))
    },
    form: {
      draft,
      candidate,
      touched,
      change(part) {
        draftStore.set({ ...draftStore.get(), ...part })
      },
      touch(field) {
        setTouched((before) => new Set([...before, field]))
      },
    },
  }
}

const everyField = [
  'offence',
  'caseNumber',
  'linked',
  'title',
  'text',
  'place',
  'area',
  'incidentAt',
  'windows',
  'contact',
  'handling',
] as const
