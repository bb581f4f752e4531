/** One thing that was looked at. */
export interface Check {
  readonly check:
    | 'form'
    | 'log-key'
    | 'proof'
    | 'commitment'
    | 'files'
    | 'signature'
    | 'tree'
    | 'entries'
    | 'witnesses'
    | 'feeds'
    | 'recipient'
    | 'release'
    | 'map'
    | 'facts'
  readonly holds: boolean
  /** What was found, as a sentence. */
  readonly says: string
}
