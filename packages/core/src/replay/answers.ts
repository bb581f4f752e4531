import type { EntryOf } from '../entry.ts'
import { none } from './misstep.ts'
import type { Missteps } from './misstep.ts'

type Custody = Pick<EntryOf<'custody.opened'>, 'submission'>

/** What became of each answer, by the index of its entry: one byte each, because a log has millions of them. */
export class Answers {
  #states = new Uint8Array(firstRoom)

  sealed(index: number): void {
    if (index >= this.#states.length) {
      const larger = new Uint8Array(2 * index)
      larger.set(this.#states)
      this.#states = larger
    }
    this.#states[index] = states.sealed
  }

  opened({ submission }: Custody): Missteps {
    const wrong = this.#unfit(submission)
    if (wrong.length === 0) this.#states[submission] = states.opened
    return wrong
  }

  /** Of what only somebody who has opened it can say. */
  handled({ submission }: Custody): Missteps {
    const wrong = this.#unfit(submission)
    return wrong.length > 0 || this.#states[submission] === states.opened ? wrong : ['not-opened']
  }

  destroyed({ submission }: Custody): Missteps {
    const wrong = this.#unfit(submission)
    if (wrong.length === 0) this.#states[submission] = states.destroyed
    return wrong
  }

  #unfit(submission: number): Missteps {
    const state = this.#states[submission] ?? states.unknown
    if (state === states.unknown) return ['submission-unknown']
    return state === states.destroyed ? ['destroyed-before'] : none
  }
}

/** Entries; a small log fits, a large one doubles it a dozen times. */
const firstRoom = 1024

const states = { unknown: 0, sealed: 1, opened: 2, destroyed: 3 } as const
