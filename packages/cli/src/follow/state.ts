import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

import { canonical, jsonOf, utf8 } from '@porchlight/core'
import { Memory } from '@porchlight/hub'
import type { Offer } from '@porchlight/hub'

import { Refusal } from '../refusal.ts'

/** What was seen the last time; null where the file is not there yet. @throws {Refusal} */
export async function readState(path: string, origin: string): Promise<Memory | null> {
  const text = await textOf(path)
  if (text === null) return null
  const memory = memoryIn(text)
  if (memory === null)
    throw new Refusal(`Not a file of this command: ${path}`, [
      'If it was damaged, what the instance showed before is forgotten: keep it, and give another',
      '--state file.',
    ])
  if (memory.origin !== origin)
    throw new Refusal(`This file remembers ${memory.origin}`, ['Give another --state file.'])
  return memory
}

/** The whole of it or the old one, after a power cut too. */
export async function writeState(path: string, memory: Memory): Promise<void> {
  await writeWhole(path, utf8(`${canonical(memory)}\n`))
}

/** Keeps the proof of a feed that denies what is remembered, beside it. @returns where */
export async function writeEvidence(path: string, { proof }: Offer): Promise<string> {
  const evidence = `${path}.evidence`
  await writeWhole(evidence, proof)
  return evidence
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const fresh = `${path}.new`
  const file = await open(fresh, 'w', ownerOnly)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
  const directory = await open(dirname(path), 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

const ownerOnly = 0o600

function memoryIn(text: string): Memory | null {
  return Memory.safeParse(jsonOf(text)).data ?? null
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
