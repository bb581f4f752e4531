import { chunkBytes, Fault } from '@porchlight/core'

import { open } from './open.ts'
import { MemorySink } from './sink.ts'
import type { OpeningKey } from './unwrap.ts'
import { webTools } from './web-tools.ts'

/** Manifests, keys and notes: what is held in memory whole. 200 clips take 160 KiB of manifest. */
const maxSmallBytes = 32 * chunkBytes

/**
 * Opens a small age file in memory.
 *
 * @throws {Fault} as `open`; `input/too-large` above 2 MiB.
 */
export async function openSmall(
  sealed: Uint8Array,
  keys: readonly OpeningKey[],
): Promise<Uint8Array> {
  if (sealed.length > maxSmallBytes) throw new Fault('input/too-large')
  const sink = new MemorySink()
  await open({
    source: once(sealed),
    keys,
    content: null,
    sealed: null,
    sink,
    tools: webTools,
  })
  if (sink.bytes === null) throw new Error('A file was opened and not committed')
  return sink.bytes
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}
