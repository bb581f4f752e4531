import { NewAgency } from '@porchlight/core'

/** What is being typed; what is wrong with it is for the schema to say. */
export type AgencyForm = Readonly<NewAgency>

/** The parts of the form that are one line of text. */
export type TextPart = 'name' | 'place' | 'zone' | 'phone' | 'website'

export function emptyForm(): AgencyForm {
  return {
    name: '',
    kind: 'police',
    place: '',
    // most often the agency is in the steward's own town
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    federal: [],
    phone: '',
    website: 'https://',
    verifiedBy: '',
  }
}

/** The parts that cannot stay as they are. */
export function formErrors(form: AgencyForm): ReadonlySet<string> {
  const parsed = NewAgency.safeParse(form)
  if (parsed.success) return new Set()
  return new Set(parsed.error.issues.map(({ path }) => String(path[0])))
}
