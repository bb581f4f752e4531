import { Fault } from '@porchlight/core'
import type { Recipient } from '@porchlight/core'
import { generateX25519Identity } from 'age-encryption'

import { keyPairOf } from '../keyring/identity.ts'
import type { KeyPair } from '../keyring/identity.ts'
import { openFromVault, sealToVault } from './vault.ts'

/** A new key for a new request: owners seal to its recipient. Its secret half is kept only wrapped: destroying that is the crypto-erase. */
export async function newRequestKey(): Promise<KeyPair> {
  return await keyPairOf(await generateX25519Identity())
}

/** The secret half as an age file to the agency's vault; inside, an identities file that `age -d -i` takes. */
export async function wrapRequestKey(key: KeyPair, vault: Recipient): Promise<Uint8Array> {
  return await sealToVault(`${key.identity}\n`, vault)
}

/**
 * @param identities of the vault and of those before it, from the keyring: `vaultsOf`
 * @param recipient the request's, which the key must fit
 * @throws {Fault} `seal/wrong-key` also where the key is another request's; `seal/damaged`, `seal/not-sealed`
 */
export async function unwrapRequestKey(
  wrapped: Uint8Array,
  identities: readonly string[],
  recipient: Recipient,
): Promise<KeyPair> {
  const key = await keyPairOf((await openFromVault(wrapped, identities)).trim())
  if (key.recipient !== recipient) throw new Fault('seal/wrong-key')
  return key
}
