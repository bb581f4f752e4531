import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

import { pieceBytes } from '@porchlight/core'

import { seal } from './seal.ts'
import type { SealedDigests, SealingInput } from './seal.ts'

/**
 * Reads a file in pieces, in memory that is used again: what it gave is good until two more were
 * asked for.
 *
 * @yields the file
 */
export async function* fileSource(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path, 'r')
  try {
    for (const turn of turns()) {
      const { bytesRead } = await file.read(turn, 0, turn.length)
      if (bytesRead === 0) return
      yield turn.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** @yields three pieces of memory in turn, without end */
function* turns(): Generator<Uint8Array, void, undefined> {
  const memory = Array.from({ length: 3 }, () => new Uint8Array(pieceBytes))
  for (;;) yield* memory
}

/** A sealed file on this machine's disk. */
export interface SealedFile {
  readonly bytes: number
  readonly digests: SealedDigests
}

/**
 * Seals into a new file. Not made durable: it is on its way to be sent, and can be made again.
 *
 * @throws what `seal` and its pieces throw; no file is left then. Error with code EEXIST where there is one.
 */
export async function sealToFile(input: SealingInput, path: string): Promise<SealedFile> {
  const sealing = await seal(input)
  const file = await open(path, 'wx', ownerOnly)
  try {
    for await (const piece of sealing.pieces) await writeAll(file, piece)
    return { bytes: sealing.sealedBytes, digests: sealing.digests() }
  } catch (error) {
    await rm(path)
    throw error
  } finally {
    await file.close()
  }
}

const ownerOnly = 0o600

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten
}
