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
 * @param identity the vault's identity, from the keyring
 * @throws {Fault} `seal/wrong-key`, `seal/damaged`, `seal/not-sealed`
 */
export async function openFromVault(sealed: Uint8Array, identity: string): Promise<string> {
  return new TextDecoder().decode(await openSmall(sealed, { kind: 'identity', identity }))
}
