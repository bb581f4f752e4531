import { toBase64Url, utf8 } from '@porchlight/core'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'

import type { Keyring } from './keyring.ts'
import { unwrapWithPassphrase, wrapWithPassphrase } from './passphrase.ts'

/**
 * The keyring for one passkey: an age passphrase file whose passphrase comes from the passkey's PRF.
 * A passphrase rather than an identity made of the secret: nobody needs a public half of it, and the
 * form stays one that `age -d` opens. The secret has 256 bits, so scrypt has nothing to slow down.
 */

/** The salt to give to WebAuthn's `prf` extension (`eval.first`). */
export const passkeySalt: Uint8Array<ArrayBuffer> = new Uint8Array(
  utf8('porchlight/keyring/passkey/v1'),
)

/** Bytes of a PRF output: WebAuthn level 3, section 10.1.4. */
const prfBytes = 32

/** scrypt N = 2^10: milliseconds. The passphrase cannot be guessed at any speed. */
const workFactor = 10

/** @param prf what the passkey's PRF gave for {@link passkeySalt}, 32 bytes */
export async function wrapWithPasskey(keyring: Keyring, prf: Uint8Array): Promise<Uint8Array> {
  return await wrapWithPassphrase(keyring, passphraseOf(prf), workFactor)
}

/** @throws {Fault} `seal/wrong-passphrase` for another passkey's; `seal/damaged`, `seal/not-sealed` */
export async function unwrapWithPasskey(sealed: Uint8Array, prf: Uint8Array): Promise<Keyring> {
  return await unwrapWithPassphrase(sealed, passphraseOf(prf))
}

/** Through HKDF with a name of its own, so that the PRF's output serves another purpose unharmed. */
function passphraseOf(prf: Uint8Array): string {
  if (prf.length !== prfBytes) throw new Error('A passkey gives 32 bytes')
  return toBase64Url(hkdf(sha256, prf, undefined, utf8('porchlight/keyring/v1'), 32))
}
