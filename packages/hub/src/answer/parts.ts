import { api, call, Fault } from '@porchlight/core'
import type { Instant, Line, Random } from '@porchlight/core'

import type { Hub } from '../hub.ts'
import type { KeptAnswer, State } from '../state/state.ts'
import { Answers } from './answers.ts'
import { deliverer } from './deliver.ts'
import { Questions } from './questions.ts'
import { readyCopy } from './ready-copy.ts'
import type { SealedAnswers } from './sealed-answers.ts'

export interface PartTools {
  /** To the instance that is followed. */
  readonly line: () => Line
  readonly now: () => Instant
  readonly random: Random
  readonly bug: (error: unknown) => void
}

export function newAnswers(
  hub: Hub,
  { line, now, random, bug, sealed }: PartTools & { readonly sealed: SealedAnswers },
): Answers {
  return new Answers(hub.state, {
    now,
    random,
    deliver: deliverer({
      line,
      policyText: () => hub.feeds.seen()?.memory.policy ?? '',
      token: (request) => hub.tokens.of(request),
      copy: async (id, signal) => await readyCopy(hub, id, signal),
      sealed,
      random,
      now,
    }),
    takeBack: async ({ opened }) => {
      if (opened !== null)
        await call(asSender(line(), opened), api.withdrawSubmission, { id: opened.submission })
    },
    forget: async (answer) => {
      await sealed.forget(answer)
    },
    questions: hub.questions,
    stillLive: (live) => hub.matching.isLive(live),
    over: async (copies) => {
      for (const copy of copies) await hub.copies.delete(copy)
    },
    bug,
  })
}

export function newQuestions(state: State, { line, now, random, bug }: PartTools): Questions {
  return new Questions(state, {
    now,
    random,
    bug,
    post: async ({ opened }, sealed) => {
      if (opened === null) throw new Fault('submission/not-found')
      const id = opened.submission
      await call(asSender(line(), opened), api.replyToQuestion, { id, sealed })
    },
  })
}

function asSender(line: Line, { secret }: NonNullable<KeptAnswer['opened']>): Line {
  return { ...line, headers: { authorization: `Bearer ${secret}` } }
}
