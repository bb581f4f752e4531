import type { Offence } from '../../offence.ts'
import type { Prose, ProseField } from '../prose.ts'
import { rule } from '../rule.ts'
import type { Broken, Rule, Sentence } from '../rule.ts'
import { found, oneOf } from '../text.ts'

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
  const ready = readied(list)
  return rule({
    id,
    sentence,
    check: ({ request, prose }) =>
      exceptFor.includes(request.offence)
        ? []
        : prose
            .filter(({ field }) => fields.includes(field))
            .flatMap((part) => inPart(ready, part)),
  })
}

/** A list with one pattern for each of its two kinds that matches where any of them does: in most sentences none. */
interface Ready extends Required<Pick<WordList<string>, 'forbidden' | 'asWritten' | 'allowed'>> {
  readonly anyForbidden: RegExp
  readonly anyAllowed: RegExp
}

function readied({ forbidden, asWritten = [], allowed = [] }: WordList<string>): Ready {
  return {
    forbidden,
    asWritten,
    allowed,
    anyForbidden: anyOf(forbidden),
    anyAllowed: anyOf(allowed),
  }
}

/** @throws {Error} where patterns could mean something else together: they have flags or groups of their own */
function anyOf(patterns: readonly RegExp[]): RegExp {
  if (patterns.some(({ flags, source }) => flags !== 'g' || /\\[1-9k]/.test(source)))
    throw new Error('Patterns of words have the flag g, and refer to no groups')
  return patterns.length === 0 ? /(?!)/ : new RegExp(oneOf(...patterns.map(({ source }) => source)))
}

function inPart(
  { forbidden, asWritten, allowed, anyForbidden, anyAllowed }: Ready,
  { field, sentences }: Prose,
): readonly Broken[] {
  return sentences.flatMap(({ raw, plain }) => {
    const rest = anyAllowed.test(plain)
      ? allowed.reduce((text, pattern) => text.replaceAll(pattern, ' , '), plain)
      : plain
    const excerpt =
      (anyForbidden.test(rest) ? firstFound(forbidden, rest) : null) ??
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
