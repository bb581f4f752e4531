import { Encrypter } from 'age-encryption'

import { openSmall } from '../open/small.ts'
import type { Recipient } from '@porchlight/core'

/**
 * The vault is the agency's own age recipient: what is sealed to it (request keys, notes) waits at
 * the instance, which cannot read it.
 */
export async function sealToVault(text: string, vault: Recipient): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(vault)
  return await encrypter.encrypt(text)
}

/**
 * @param identities of the vault and of those before it, from the keyring: `vaultsOf`
 * @throws {Fault} `seal/wrong-key` where none of them opens it; `seal/damaged`, `seal/not-sealed`
 */
export async function openFromVault(
  sealed: Uint8Array,
  identities: readonly string[],
): Promise<string> {
  const keys = identities.map((identity) => ({ kind: 'identity', identity }) as const)
  return new TextDecoder().decode(await openSmall(sealed, keys))
}
