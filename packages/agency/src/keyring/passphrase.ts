import { Fault } from '@porchlight/core'
import { Encrypter } from 'age-encryption'

import { openSmall } from '../open/small.ts'
import { keyringText, readKeyring } from './keyring.ts'
import type { Keyring } from './keyring.ts'

/** scrypt N = 2^18: a second and 256 MiB for each guess. What `age -p` takes too. */
const productionWorkFactor = 18

/**
 * Seals the keyring with a passphrase, as an age file: `age -d` opens it, and `age -d -i FILE`
 * asks for the passphrase and opens what was sealed to the vault.
 */
export async function wrapWithPassphrase(
  keyring: Keyring,
  passphrase: string,
  workFactor: number = productionWorkFactor,
): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return await encrypter.encrypt(keyringText(keyring))
}

/** @throws {Fault} `seal/wrong-passphrase`, `seal/damaged`, `seal/not-sealed` */
export async function unwrapWithPassphrase(
  sealed: Uint8Array,
  passphrase: string,
): Promise<Keyring> {
  try {
    const text = await openSmall(sealed, [{ kind: 'passphrase', passphrase }])
    return await readKeyring(new TextDecoder().decode(text))
  } catch (error) {
    if (error instanceof Fault && error.code === 'seal/wrong-key')
      throw new Fault('seal/wrong-passphrase', { cause: error })
    throw error
  }
}
