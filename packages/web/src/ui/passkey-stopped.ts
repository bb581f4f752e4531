/** What makes a passkey stop: the question was closed, took too long, or the browser knows none. */
export class PasskeyStopped extends Error {
  override readonly name = 'PasskeyStopped'
  readonly missing: boolean

  constructor(missing: boolean, options?: ErrorOptions) {
    super(missing ? 'No passkeys here' : 'The passkey was not used', options)
    this.missing = missing
  }
}

/** A passkey that keeps no secret for us: its maker or the browser has no PRF. */
export class NoSecret extends Error {
  override readonly name = 'NoSecret'
}
