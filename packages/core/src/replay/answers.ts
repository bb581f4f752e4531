import type { EntryOf } from '../entry.ts'
import { none } from './misstep.ts'
import type { Missteps } from './misstep.ts'

type Custody = Pick<EntryOf<'custody.opened'>, 'submission'>

/** What became of each answer, by the index of its entry; numbers, because a log has millions of them. */
export class Answers {
  readonly #states = new Map<number, State>()

  sealed(index: number): void {
    this.#states.set(index, 'sealed')
  }

  opened({ submission }: Custody): Missteps {
    const wrong = this.#unfit(submission)
    if (wrong.length === 0) this.#states.set(submission, 'opened')
    return wrong
  }

  /** Of what only somebody who has opened it can say. */
  handled({ submission }: Custody): Missteps {
    const wrong = this.#unfit(submission)
    return wrong.length > 0 || this.#states.get(submission) === 'opened' ? wrong : ['not-opened']
  }

  destroyed({ submission }: Custody): Missteps {
    const wrong = this.#unfit(submission)
    if (wrong.length === 0) this.#states.set(submission, 'destroyed')
    return wrong
  }

  #unfit(submission: number): Missteps {
    const state = this.#states.get(submission)
    if (state === undefined) return ['submission-unknown']
    return state === 'destroyed' ? ['destroyed-before'] : none
  }
}

type State = 'sealed' | 'opened' | 'destroyed'
