import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

import type { SealedSource } from './sealed-source.ts'

interface FileSource extends SealedSource {
  readonly slice: (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>
}

/** A sealed file on disk; dispose of it when it was sent. */
export async function openSource(path: string): Promise<FileSource & AsyncDisposable> {
  const file = await open(path, 'r')
  const { size } = await file.stat()
  return {
    size,
    slice: async (from, to) => await read(file, from, to),
    [Symbol.asyncDispose]: async () => {
      await file.close()
    },
  }
}

async function read(file: FileHandle, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(to - from)
  let done = 0
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done)
    if (bytesRead === 0) throw new Error('A file became shorter while it was read')
    done += bytesRead
  }
  return bytes
}
