import type { Request } from '../request.ts'
import { plain, sentences } from './text.ts'

/** One of the parts of a request that people write freely. */
export interface Prose {
  readonly field: ProseField
  readonly text: string
  readonly sentences: readonly { readonly raw: string; readonly plain: string }[]
}

export type ProseField = 'title' | 'text' | 'place' | 'caseNumber' | 'contact'

/** What a request says in words, made ready once for all word rules. Empty parts are left out. */
export function proseOf({ title, text, place, caseNumber, contact }: Request): readonly Prose[] {
  return [
    proseIn('title', title),
    proseIn('text', text),
    proseIn('place', place),
    proseIn('caseNumber', caseNumber),
    proseIn('contact', contact.unit),
  ].filter((prose) => prose.sentences.length > 0)
}

function proseIn(field: ProseField, text: string): Prose {
  return {
    field,
    text,
    sentences: sentences(text).map((raw) => ({ raw, plain: plain(raw) })),
  }
}
