import type { Finding } from '@porchlight/core'
import { createContext, useContext } from 'react'

import type { Candidate, Missing } from './candidate.ts'
import type { Draft } from './draft.ts'

/** What the parts of the form share. */
export interface Form {
  readonly draft: Draft
  readonly candidate: Candidate
  readonly change: (part: Partial<Draft>) => void
  /** Fields that somebody has been in; before that nothing is held against them. */
  readonly touched: ReadonlySet<string>
  readonly touch: (field: string) => void
}

export const FormContext = createContext<Form | null>(null)

export function useForm(): Form {
  const form = useContext(FormContext)
  if (form === null) throw new Error('No form around this field')
  return form
}

/** What is to be said beside a field: nothing until somebody has been in it. */
export function useFindings(field: string): readonly Finding[] {
  const { candidate, touched } = useForm()
  return touched.has(field) ? candidate.findings.filter((finding) => finding.field === field) : []
}

export function useMissing(field: Missing): boolean {
  const { candidate, touched } = useForm()
  return touched.has(field) && candidate.missing.includes(field)
}
