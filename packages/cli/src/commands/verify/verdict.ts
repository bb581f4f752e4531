import { plain, table, wrapped } from '../../print.ts'
import { Refusal } from '../../refusal.ts'
import type { Tools } from '../../tools.ts'
import type { Check } from '../../verify/check.ts'
import type { Witnessed } from '../../verify/witnesses.ts'

/** What a verification found, and how to say it. */
export interface Saying {
  /** What was looked at: a file, an address. */
  readonly name: string
  /** `This receipt`: what does not hold, in the end. */
  readonly what: string
  readonly verdict: { readonly verified: boolean; readonly checks: readonly Check[] }
  readonly facts: Facts
  readonly notCovered: readonly string[]
  /** Printed with `--json` instead of all that, beside the verdict. */
  readonly json: object
}

/** Rows of a label and a value; both may come from somebody else's machine. */
export type Facts = readonly (readonly string[])[]

/** One line for each check, the verdict last. @throws {Refusal} where something does not hold */
export function sayVerdict(saying: Saying, tools: Tools, asJson: boolean): void {
  const { verdict, json, what } = saying
  const text = asJson ? JSON.stringify({ ...verdict, ...json }, null, 2) : verdictText(saying)
  tools.terminal.say(text)
  if (!verdict.verified) throw new Refusal(`${what} does not hold.`)
}

function verdictText({ name, verdict, facts, notCovered }: Saying): string {
  return [
    ...verdict.checks.map(checkText),
    ...(facts.length === 0 ? [] : ['', table(facts.map((row) => row.map(plain)))]),
    '',
    '  Not covered:',
    ...notCovered.map((sentence) => wrapped(sentence, '    ')),
    '',
    `${plain(name)}: ${verdict.verified ? 'VERIFIED' : 'NOT VERIFIED'}`,
  ].join('\n')
}

function checkText({ holds, says }: Check): string {
  const mark = holds ? '  holds  ' : '  FAILS  '
  return mark + wrapped(plain(says), ' '.repeat(mark.length)).slice(mark.length)
}

/** What the witnesses of a verdict leave open. */
export function ofWitnesses(
  witnesses: Pick<Witnessed, 'asked' | 'whose'> | null,
): readonly string[] {
  if (witnesses?.asked !== true)
    return ['That everybody is shown the same log: nobody else had to sign this checkpoint.']
  if (witnesses.whose === 'yours') return []
  return [
    `That the witnesses are independent of the operator: the list of them is ${witnesses.whose}. Give the ones that you trust with --policy.`,
  ]
}
