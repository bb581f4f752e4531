import { unwrapWithPassphrase, wrapWithPassphrase } from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { Fault } from '@porchlight/core'
import type { FaultCode } from '@porchlight/core'

/** scrypt takes a second and 256 MiB: here, so that the screen stays alive. */
export type KeyringJob =
  | { readonly kind: 'wrap'; readonly keyring: Keyring; readonly passphrase: string }
  | { readonly kind: 'unwrap'; readonly sealed: Uint8Array; readonly passphrase: string }

export type KeyringAnswer =
  | { readonly kind: 'wrapped'; readonly sealed: Uint8Array }
  | { readonly kind: 'unwrapped'; readonly keyring: Keyring }
  | { readonly kind: 'refused'; readonly code: FaultCode }

addEventListener('message', ({ data }: MessageEvent<KeyringJob>) => {
  void answer(data)
})

async function answer(job: KeyringJob): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener: its page
  postMessage(await answerTo(job))
}

async function answerTo(job: KeyringJob): Promise<KeyringAnswer> {
  try {
    return job.kind === 'wrap'
      ? { kind: 'wrapped', sealed: await wrapWithPassphrase(job.keyring, job.passphrase) }
      : { kind: 'unwrapped', keyring: await unwrapWithPassphrase(job.sealed, job.passphrase) }
  } catch (error) {
    // whatever else fails is a bug of ours, and the person is told so
    return { kind: 'refused', code: error instanceof Fault ? error.code : 'internal' }
  }
}
