import { readFile } from 'node:fs/promises'

import { readKeyring, unwrapWithPassphrase } from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { Fault, fromBase64 } from '@porchlight/core'
import type { KeyringWrap } from '@porchlight/core'

import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'

/** What a person can open with: the agency's keyring, or the key of one request. */
export type Keys =
  | { readonly kind: 'keyring'; readonly keyring: Keyring }
  | { readonly kind: 'identity'; readonly identity: string }

/** Every age file begins so. */
const sealedStart = 'age-encryption.org/v1\n'

/**
 * Reads a key file: a keyring, sealed with a passphrase or not, or an age identity.
 *
 * @throws {Refusal}
 * @throws {Fault} `seal/wrong-passphrase`
 */
export async function keysFromFile(path: string, tools: Tools): Promise<Keys> {
  const bytes = await readFile(path)
  if (bytes.subarray(0, sealedStart.length).toString('latin1') === sealedStart)
    return { kind: 'keyring', keyring: await unwrapWithPassphrase(bytes, await passphrase(tools)) }
  const text = bytes.toString('utf8')
  const keyring = await keyringIn(text)
  if (keyring !== null) return { kind: 'keyring', keyring }
  const identity = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/m.exec(text)?.[0]
  if (identity !== undefined) return { kind: 'identity', identity }
  throw new Refusal(`There is no key in that file: ${path}`)
}

/**
 * Opens the keyring that waits at the instance, with the passphrase.
 *
 * @throws {Refusal}
 * @throws {Fault} `seal/wrong-passphrase`
 */
export async function keyringFromWraps(
  wraps: readonly KeyringWrap[],
  tools: Tools,
): Promise<Keyring> {
  const wrap = wraps.find(({ way }) => way === 'passphrase')
  const sealed = fromBase64(wrap?.sealed ?? '')
  if (wrap === undefined || sealed === null)
    throw new Refusal('The agency’s keys cannot be opened with a passphrase.', [
      'Save the key file in the agency workspace, and give it with --key FILE.',
    ])
  return await unwrapWithPassphrase(sealed, await passphrase(tools))
}

async function keyringIn(text: string): Promise<Keyring | null> {
  try {
    return await readKeyring(text)
  } catch (error) {
    if (error instanceof Fault && error.code === 'seal/damaged') return null
    throw error
  }
}

async function passphrase({ environment, terminal }: Tools): Promise<string> {
  const given =
    environment['PORCHLIGHT_PASSPHRASE'] ??
    (await terminal.askSecret('Passphrase of the agency’s keys: '))
  if (given === null)
    throw new Refusal('Nobody can be asked for the passphrase here.', [
      'Put it into the environment as PORCHLIGHT_PASSPHRASE.',
    ])
  return given
}
