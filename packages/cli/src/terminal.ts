/** The person at the keyboard, or the script that has none. */
export interface Terminal {
  /** Results: standard output. */
  readonly say: (text: string) => void
  /** What is going on, hints, questions: standard error. */
  readonly note: (text: string) => void
  /** Whether a person can be asked. */
  readonly interactive: boolean
  /** Shows one line in place of the last; nothing where nobody looks. Empty takes it away. */
  readonly status: (text: string) => void
  /** @returns the line that was typed; null where there is nobody, or the input has ended */
  readonly ask: (question: string) => Promise<string | null>
  /** As `ask`, and what is typed is not shown. */
  readonly askSecret: (question: string) => Promise<string | null>
}
