import type { AnswerView } from '@porchlight/owner'

/** An answer to a request that its owner did not take back; null where there is none. */
export function answerTo(request: string, answers: readonly AnswerView[]): AnswerView | null {
  const stands = answers.find(
    ({ request: of, state: { kind } }) =>
      of === request && kind !== 'withdrawn' && kind !== 'withdrawing',
  )
  return stands ?? null
}
