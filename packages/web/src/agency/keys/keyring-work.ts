import type { Keyring } from '@porchlight/agency'
import { Fault } from '@porchlight/core'

import type { KeyringAnswer, KeyringJob } from './keyring-worker.ts'

/** Seals a keyring with a passphrase, off the screen's thread. */
export async function wrapInWorker(keyring: Keyring, passphrase: string): Promise<Uint8Array> {
  const answer = await work({ kind: 'wrap', keyring, passphrase })
  if (answer.kind !== 'wrapped') throw new Fault('internal')
  return answer.sealed
}

/** @throws {Fault} `seal/wrong-passphrase`, `seal/damaged`, `seal/not-sealed` */
export async function unwrapInWorker(sealed: Uint8Array, passphrase: string): Promise<Keyring> {
  const answer = await work({ kind: 'unwrap', sealed, passphrase })
  if (answer.kind !== 'unwrapped') throw new Fault('internal')
  return answer.keyring
}

async function work(job: KeyringJob): Promise<KeyringAnswer> {
  const worker = new Worker(new URL('keyring-worker.ts', import.meta.url), { type: 'module' })
  try {
    const answer = await new Promise<KeyringAnswer>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<KeyringAnswer>) => {
        resolve(data)
      })
      worker.addEventListener('error', (cause) => {
        reject(new Error('The worker did not start', { cause }))
      })
      worker.postMessage(job, [])
    })
    if (answer.kind === 'refused') throw new Fault(answer.code)
    return answer
  } finally {
    worker.terminate()
  }
}
