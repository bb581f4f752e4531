import type { Offence } from '../../offence.ts'
import type { Prose, ProseField } from '../prose.ts'
import { rule } from '../rule.ts'
import type { Broken, Rule, Sentence } from '../rule.ts'
import { found } from '../text.ts'

/** What a word rule looks for. Patterns work on plain text, one sentence at a time. */
export interface WordList<Id extends string> {
  readonly id: Id
  readonly sentence: Sentence
  readonly forbidden: readonly RegExp[]
  /** Patterns on the sentence as written, where capitals tell something: not in one of capitals only. */
  readonly asWritten?: readonly RegExp[]
  /** Taken out of a sentence first, so that a church may be a landmark. Global patterns. */
  readonly allowed?: readonly RegExp[]
  /** Offences to which the rule does not apply. */
  readonly exceptFor?: readonly Offence[]
  readonly fields?: readonly ProseField[]
}

/** Where a story is told; a unit's name and a case number tell none. */
const toldIn: readonly ProseField[] = ['title', 'text', 'place']

/** Every part that people write freely. */
export const everywhere: readonly ProseField[] = [...toldIn, 'caseNumber', 'contact']

/** A rule that refuses sentences with certain words in them: at most one finding per sentence. */
export function wordRule<const Id extends string>(list: WordList<Id>): Rule<Id> {
  const { id, sentence, exceptFor = [], fields = toldIn } = list
  return rule({
    id,
    sentence,
    check: ({ request, prose }) =>
      exceptFor.includes(request.offence)
        ? []
        : prose.filter(({ field }) => fields.includes(field)).flatMap((part) => inPart(list, part)),
  })
}

function inPart(
  { forbidden, asWritten = [], allowed = [] }: WordList<string>,
  { field, sentences }: Prose,
): readonly Broken[] {
  return sentences.flatMap(({ raw, plain }) => {
    const rest = allowed.reduce((text, pattern) => text.replaceAll(pattern, ' , '), plain)
    const excerpt =
      firstFound(forbidden, rest) ??
      (asWritten.length > 0 && hasLowerCase.test(raw) ? firstFound(asWritten, raw) : null)
    return excerpt === null ? [] : [{ field, excerpt }]
  })
}

/** What the first of the patterns that matches has matched. */
export function firstFound(patterns: readonly RegExp[], text: string): string | null {
  for (const pattern of patterns) {
    pattern.lastIndex = 0
    const excerpt = found(pattern, text)
    if (excerpt !== null) return excerpt
  }
  return null
}

const hasLowerCase = /\p{Lowercase_Letter}/u
