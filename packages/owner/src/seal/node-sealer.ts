import { createHash } from 'node:crypto'

import type { FileHasher } from '@porchlight/core'

import { nodeSealingCipher } from './cipher-node.ts'
import { localSealer } from './sealer.ts'

/** Seals with Node's OpenSSL where it is called. */
export const nodeSealer = localSealer(nodeSealingCipher, nodeFileHasher)

export function nodeFileHasher(): FileHasher {
  const hash = createHash('sha256')
  return {
    update(bytes: Uint8Array): void {
      hash.update(bytes)
    },
    digest: () => hash.digest('hex'),
  }
}
