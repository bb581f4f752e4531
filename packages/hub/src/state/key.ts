import { randomBytes, scrypt } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** 32 bytes as hexadecimal digits: what the state is encrypted with. */
export type StateKey = string

const keyBytes = 32
const ownerOnly = 0o600

/**
 * The key in a file of the owner's, made where there is none: for a service that starts without anybody there.
 * systemd's `LoadCredentialEncrypted=` gives such a file that only this machine can read.
 *
 * @throws {Error} for a file that holds no such key
 */
export async function keyFromFile(path: string): Promise<StateKey> {
  const text = await readOrMake(path, keyBytes)
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`The file holds no key: ${path}`)
  return text
}

const scryptAsync = promisify<
  string,
  Buffer,
  number,
  { N: number; r: number; p: number; maxmem: number },
  Buffer
>(scrypt)

/** 128 MiB and about half a second for each guess (OWASP asks for at least N = 2^17). */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 ** 2 }

/** The key that a passphrase gives, with the salt beside the state; a wrong one is found when the state is opened. */
export async function keyFromPassphrase(passphrase: string, saltPath: string): Promise<StateKey> {
  const salt = await readOrMake(saltPath, 16)
  const key = await scryptAsync(
    passphrase.normalize('NFC'),
    Buffer.from(salt, 'hex'),
    keyBytes,
    cost,
  )
  return key.toString('hex')
}

async function readOrMake(path: string, bytes: number): Promise<string> {
  try {
    const file = await open(path, 'wx', ownerOnly)
    try {
      const text = randomBytes(bytes).toString('hex')
      await file.writeFile(`${text}\n`)
      await file.sync()
      return text
    } finally {
      await file.close()
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return (await readFile(path, 'utf8')).trim()
  }
}
