import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

import { pieceBytes } from '@porchlight/core'

import { seal } from './seal.ts'
import type { SealedDigests, SealingInput } from './seal.ts'

/**
 * Reads a file in pieces, each while the one before is worked on, in memory that is used again: what
 * it gave is good until two more were asked for.
 *
 * @yields the file
 */
export async function* fileSource(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path, 'r')
  const memory = turns()
  let reading = readInto(file, memory.next().value)
  try {
    for (;;) {
      const bytes = await reading
      if (bytes.length === 0) return
      reading = readInto(file, memory.next().value)
      // a failure waits until its bytes are asked for
      void Promise.allSettled([reading])
      yield bytes
    }
  } finally {
    await Promise.allSettled([reading])
    await file.close()
  }
}

async function readInto(file: FileHandle, memory: Uint8Array): Promise<Uint8Array> {
  const { bytesRead } = await file.read(memory, 0, memory.length)
  return memory.subarray(0, bytesRead)
}

/** @yields four pieces of memory in turn, without end: three that its reader may hold, and one being read */
function* turns(): Generator<Uint8Array, never, undefined> {
  const memory = Array.from({ length: 4 }, () => new Uint8Array(pieceBytes))
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
    await writeBehind(sealing.pieces, file)
    return { bytes: sealing.sealedBytes, digests: sealing.digests() }
  } catch (error) {
    await rm(path)
    throw error
  } finally {
    await file.close()
  }
}

const ownerOnly = 0o600

/** Writes each piece while the next is sealed. */
async function writeBehind(pieces: AsyncIterable<Uint8Array>, file: FileHandle): Promise<void> {
  let writing = Promise.resolve()
  try {
    for await (const piece of pieces) {
      await writing
      writing = writeAll(file, piece)
      // a failure waits for the next piece, or for the end
      void Promise.allSettled([writing])
    }
  } finally {
    // also after a failure: the file is not closed under a write
    await writing
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten
}
