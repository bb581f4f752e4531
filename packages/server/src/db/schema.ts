/** The tables of `migrations/*.sql`, column by column. */
export interface Tables {
  readonly facts: { name: string; value: string }
  readonly members: { id: string; name: string; role: string; agency: string | null }
  readonly passkeys: { credential: string; member: string; public_key: string; counter: number }
  readonly invites: { token_hash: string; role: string; agency: string | null; expires_at: string }
  readonly sessions: { token_hash: string; member: string; expires_at: string }
  readonly codes: { code_hash: string; member: string; expires_at: string }
  readonly challenges: { challenge: string; expires_at: string }
  readonly agencies: {
    id: string
    profile: string
    verified_by: string
    created_at: string
    admitted_at: string | null
    entered_at: string | null
    admission_index: number | null
    suspended_at: string | null
    suspension_index: number | null
  }
  readonly agency_keys: {
    agency: string
    number: number
    keys: string
    good_from: string | null
    log_index: number | null
  }
  readonly key_confirmations: { agency: string; number: number; steward: string; at: string }
  readonly confirmations: { agency: string; steward: string; at: string }
  readonly keyring: {
    agency: string
    number: number
    member: string
    way: string
    credential: string
    sealed: string
  }
  readonly requests: {
    id: string
    agency: string
    case_number: string
    signed: string
    wrapped_key: string
    state: string
    author: string
    created_at: string
    approved_at: string | null
    published_at: string | null
    expires_at: string
    outcome: string | null
    log_index: number | null
    ending: string | null
    ended_at: string | null
    overdue: number
  }
  readonly new_versions: {
    request: string
    draft: number
    signed: string
    state: string
    author: string
    created_at: string
    approved_at: string | null
    published_at: string | null
    ending: string | null
  }
  readonly earlier_versions: {
    request: string
    version: number
    signed: string
    published_at: string
    log_index: number
  }
  readonly approvals: { request: string; draft: number; member: string; at: string }
  readonly moderations: {
    request: string
    draft: number
    steward: string
    decision: string
    rules: string
    at: string
  }
  readonly submissions: {
    id: string
    request: string
    secret_hash: string
    state: string
    day: string
    release_at: string | null
    log_index: number | null
    opened: number
    notes: string | null
  }
  readonly files: {
    submission: string
    number: number
    bytes: number
    received: number
    sha256: string | null
  }
  readonly custody: {
    submission: string
    sequence: number
    event: string
    signed: string
    log_index: number | null
  }
  readonly outbox: {
    digest: string
    entry: string
    effect: string
    sequence: number
  }
  readonly feeds: {
    number: number
    digest: string
    at: string
    log_index: number | null
    size: number | null
  }
  readonly partners: {
    id: string
    profile: string
    created_at: string
    handed: string
    status: string
    notice: string | null
    announced_index: number | null
    activated_index: number | null
    ended_index: number | null
  }
  readonly partner_keys: {
    recipient: string
    partner: string
    entered_at: string
    good_from: string | null
    log_index: number | null
  }
  readonly partner_yeses: { partner: string; step: string; steward: string; at: string }
  readonly legal_counts: { class: string; handed: number; log_index: number | null }
  readonly token_keys: {
    id: string
    key: string
    secret: string
    good_from: string
    good_until: string
    log_index: number | null
  }
  readonly spent_tokens: { digest: string; submission: string }
  readonly token_codes: { code_hash: string }
  readonly token_issues: { code_hash: string; request: string }
  readonly thread_messages: {
    submission: string
    number: number
    sender: string
    day: string
    sealed: string
  }
  readonly feed_messages: { digest: string; sealed: string; last_day: string }
  readonly log_lock: { origin: string; checkpoint: string }
}
