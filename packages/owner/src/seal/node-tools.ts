import { createHash, randomBytes } from 'node:crypto'

import type { FileHasher } from '@porchlight/core'

import { nodeSealingCipher } from './cipher-node.ts'
import type { SealingTools } from './seal.ts'

/** What Node brings to sealing. */
export const nodeTools: SealingTools = {
  cipher: nodeSealingCipher,
  hasher: nodeFileHasher,
  random: (length) => new Uint8Array(randomBytes(length)),
}

function nodeFileHasher(): FileHasher {
  const hash = createHash('sha256')
  return {
    update(bytes: Uint8Array): void {
      hash.update(bytes)
    },
    digest: () => hash.digest('hex'),
  }
}
