import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import type { Random } from '@porchlight/core'
import {
  createKey,
  formatSecretKey,
  keyBytes,
  LogError,
  parseSecretKey,
  signatureType,
} from '@porchlight/log'
import type { SecretKey } from '@porchlight/log'

import { Refusal } from '../refusal.ts'

/** What it last cosigned of each log. */
export const memoryDirectory = 'cosigned'

/** The secret key, as Go's sumdb/note writes one. */
const keyFile = 'witness.key'

/** Read and written by the account that runs the witness, by nobody else. */
const secretMode = 0o600

/**
 * The witness's key, made on the first start. The memory is made before the key: a key without a
 * memory is one that has lost what it cosigned, and could be made to cosign a second history.
 *
 * @throws {Refusal}
 */
export async function openKey(parts: {
  readonly directory: string
  readonly name: string
  readonly random: Random
}): Promise<SecretKey> {
  const { directory, name } = parts
  const text = await textOf(join(directory, keyFile))
  if (text === null) return await makeKey(parts)
  const key = keyOf(text)
  if (key === null)
    throw new Refusal(`The key of this witness is damaged: ${join(directory, keyFile)}`)
  if (key.name !== name)
    throw new Refusal(`This directory is of the witness ${key.name}`, [
      'Give that name, or another --data directory.',
    ])
  if (!(await exists(join(directory, memoryDirectory))))
    throw new Refusal('This witness has forgotten what it cosigned', [
      'Its key could be made to cosign a second history: retire it, and start a new witness',
      'in an empty directory.',
    ])
  return key
}

async function makeKey({
  directory,
  name,
  random,
}: {
  readonly directory: string
  readonly name: string
  readonly random: Random
}): Promise<SecretKey> {
  const key = named(name, random)
  await mkdir(join(directory, memoryDirectory), { recursive: true })
  await syncPath(directory)
  const fresh = join(directory, `${keyFile}.new`)
  await rm(fresh, { force: true })
  const file = await open(fresh, 'wx', secretMode)
  try {
    await file.writeFile(`${formatSecretKey(key)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, join(directory, keyFile))
  await syncPath(directory)
  return key
}

function named(name: string, random: Random): SecretKey {
  try {
    return createKey({ name, type: signatureType.cosignature, seed: random(keyBytes) })
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    throw new Refusal(`Not a name for a key: ${name}`, [
      'One word without + in it, for example newspaper.example/witness',
    ])
  }
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Null where the text is no secret key of a witness. */
function keyOf(text: string): SecretKey | null {
  try {
    const key = parseSecretKey(text.trimEnd())
    return key.type === signatureType.cosignature ? key : null
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (isAbsent(error)) return false
    throw error
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
