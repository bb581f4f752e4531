import { randomBytes } from 'node:crypto'

import { nodeFileHasher, nodeSealer } from './node-sealer.ts'
import type { SealingTools } from './seal.ts'
import { threadSealer } from './thread-node.ts'

/** Below this a file is sealed by the time that a thread has started (some 40 ms). */
const threadFromBytes = 32 * 1024 ** 2

/** What Node brings to sealing. */
export const nodeTools: SealingTools = {
  sealer: async (input) =>
    input.bytes < threadFromBytes ? await nodeSealer(input) : await threadSealer(input),
  hasher: nodeFileHasher,
  random: (length) => new Uint8Array(randomBytes(length)),
}
