/** A rule as the list shows it, in the language of the tab. */
export interface ListedRule {
  readonly id: string
  readonly sentence: string
}

export interface RuleSearch {
  /** What was typed; every word of it must be in the rule. */
  readonly query: string
  readonly chosen: readonly string[]
  /** Rules that stand first: those that the engine found broken. */
  readonly first: readonly string[]
}

/** The rules that a search leaves. What is chosen stays in sight, so that nobody refuses by a rule unseen. */
export function rulesFound(
  all: readonly ListedRule[],
  { query, chosen, first }: RuleSearch,
): readonly ListedRule[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  return all
    .filter(({ id, sentence }) => {
      const text = plain(`${sentence} ${id}`)
      return chosen.includes(id) || words.every((word) => text.includes(word))
    })
    .toSorted((a, b) => Number(first.includes(b.id)) - Number(first.includes(a.id)))
}

/** Without case and accents, which people leave out when they search. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
}
