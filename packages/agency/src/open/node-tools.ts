import { createHash } from 'node:crypto'

import type { FileHasher } from '@porchlight/core'

import { nodeOpeningCipher } from './cipher-node.ts'
import type { OpeningTools } from './open.ts'

/** What Node brings to opening. */
export const nodeTools: OpeningTools = { cipher: nodeOpeningCipher, hasher: nodeFileHasher }

function nodeFileHasher(): FileHasher {
  const hash = createHash('sha256')
  return {
    update(bytes: Uint8Array): void {
      hash.update(bytes)
    },
    digest: () => hash.digest('hex'),
  }
}
