import { formRules } from './form.ts'
import { peopleRules } from './people.ts'
import type { Rule, Sentence } from './rule.ts'
import { timeRules } from './time.ts'
import { versionRules } from './version.ts'
import { areaRules } from './where.ts'
import { wordRules } from './words.ts'

/** Every published rule. */
export const rules: readonly Rule[] = [
  ...formRules,
  ...areaRules,
  ...timeRules,
  ...versionRules,
  ...peopleRules,
  ...wordRules,
]

/** The sentence of each rule by its id: what screens, refusals and the public rules page show. */
export const ruleSentences: ReadonlyMap<string, Sentence> = new Map(
  rules.map(({ id, sentence }) => [id, sentence]),
)

/** Whether a value from outside names a published rule. */
export function isRuleId(id: string): boolean {
  return ruleSentences.has(id)
}
