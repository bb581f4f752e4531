import { Ask, Day, Instant, QuestionId, SealedMessage, ThreadText } from '@porchlight/core'
import { LocalId } from '@porchlight/owner'
import { z } from 'zod'

import type { State } from '../state/state.ts'

/** A question that an agency asked about one answer, and what the owner did with it. */
export const KeptQuestion = z.strictObject({
  answer: LocalId,
  question: QuestionId,
  asks: Ask,
  text: ThreadText,
  day: Day,
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('open') }),
    /** The owner will not answer. Nobody is told. */
    z.strictObject({ kind: z.literal('declined') }),
    z.strictObject({
      kind: z.literal('waiting'),
      text: ThreadText,
      /** Sent again, the bytes must be the same. */
      sealed: SealedMessage,
      sendsAt: Instant,
      /** What stopped the last attempt: the code of a fault, or `unreachable`. */
      stopped: z.string().nullable(),
    }),
    z.strictObject({ kind: z.literal('sent'), text: ThreadText }),
  ]),
})
export type KeptQuestion = z.infer<typeof KeptQuestion>

export function questionsOf(state: State, answer: LocalId): readonly KeptQuestion[] {
  return state.questions
    .all()
    .filter((kept) => kept.answer === answer)
    .toSorted((a, b) => Number(a.day > b.day) - Number(a.day < b.day))
}

/** By both names: an agency that asked two answers in one breath must not learn that they are one owner's. */
export function findQuestion(
  state: State,
  { answer, question }: Pick<KeptQuestion, 'answer' | 'question'>,
): KeptQuestion | null {
  return state.questions.get(`${answer}.${question}`)
}

export function keepQuestion(state: State, kept: KeptQuestion): void {
  state.questions.put(`${kept.answer}.${kept.question}`, kept)
}

/** With what could read them: the answer has ended. */
export function dropQuestions(state: State, answer: LocalId): void {
  for (const { question } of questionsOf(state, answer))
    state.questions.delete(`${answer}.${question}`)
}
