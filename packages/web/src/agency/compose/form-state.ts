import { useMemo, useState } from 'react'

import { now } from '../../ui/clock.ts'
import { useStore } from '../../ui/store.ts'
import type { Store } from '../../ui/store.ts'
import { useWorkspace } from '../workspace.tsx'
import { candidateOf } from './candidate.ts'
import type { CandidateFacts } from './candidate.ts'
import type { Draft } from './draft.ts'
import type { Form } from './field.ts'
import { newRequestId, noRecipient } from './submit.ts'

export interface FormState {
  readonly form: Form
  /** Nothing is missing and no rule is broken. */
  readonly clear: boolean
  readonly touchAll: () => void
}

export interface FormInput extends Pick<CandidateFacts, 'own' | 'before'> {
  readonly store: Store<Draft>
}

/** The draft, checked against the rules as it is typed. */
export function useFormState({ own, before, store }: FormInput): FormState {
  const { agency, member } = useWorkspace()
  const draft = useStore(store)
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
        before,
      }),
    [draft, agency, member, id, own, before],
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
        store.set({ ...store.get(), ...part })
      },
      touch(field) {
        setTouched((seen) => new Set([...seen, field]))
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
