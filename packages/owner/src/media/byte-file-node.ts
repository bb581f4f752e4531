import type { ByteFile } from '../redact/byte-file.ts'
import { openSource } from '../send/node-source.ts'

/** A file on disk that can be read anywhere; dispose of it afterwards. */
export async function openByteFile(path: string): Promise<ByteFile & AsyncDisposable> {
  const source = await openSource(path)
  return {
    size: source.size,
    read: source.slice,
    [Symbol.asyncDispose]: async () => {
      await source[Symbol.asyncDispose]()
    },
  }
}
