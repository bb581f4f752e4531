import { faults } from '@porchlight/core'
import type { FaultCode } from '@porchlight/core'

import { duration, size } from '../print.ts'
import type { Terminal } from '../terminal.ts'
import type { SealedSubmission } from './sealed-submission.ts'
import type { OpenedClip } from './write-submission.ts'

/** Says what became of each clip as it comes, and counts. */
export class Tally {
  readonly #terminal: Terminal
  #answers = 0
  #opened = 0
  #failed = 0
  #bytes = 0

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  get failed(): number {
    return this.#failed
  }

  add({ name, expected }: SealedSubmission, clips: readonly OpenedClip[]): void {
    this.#answers += 1
    if (expected === null)
      this.#terminal.note(`${name}: opened without the log, so its commitment was not compared.`)
    for (const opened of clips) {
      this.#terminal.say(lineOf(opened))
      if (opened.fault === null) {
        this.#opened += 1
        this.#bytes += opened.clip.bytes
      } else this.#failed += 1
    }
  }

  /** An answer whose manifest could not be opened, or is not what the log says. */
  fail({ name }: SealedSubmission, fault: FaultCode): void {
    this.#answers += 1
    this.#failed += 1
    this.#terminal.say(`FAILED    ${name}  ${faults[fault].title}`)
  }

  total(out: string): string {
    const all = this.#opened + this.#failed
    const answers = this.#answers === 1 ? 'one answer' : `${this.#answers} answers`
    return `${this.#opened}/${all} clips of ${answers} opened and verified, ${size(this.#bytes)}, in ${out}`
  }
}

function lineOf({ clip, path, fault }: OpenedClip): string {
  if (fault !== null) return `FAILED    ${path}  ${faults[fault].title}`
  const { seconds, width, height } = clip.media
  const facts = [
    size(clip.bytes),
    ...(seconds === null ? [] : [duration(seconds)]),
    ...(width === null || height === null ? [] : [`${width}×${height}`]),
    `SHA-256 ${clip.sha256.slice(0, shownDigits)}…`,
  ]
  return `verified  ${path}  ${facts.join('  ')}`
}

/** Enough to compare by eye; the whole digest is in manifest.json. */
const shownDigits = 16
