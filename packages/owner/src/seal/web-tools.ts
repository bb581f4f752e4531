import { webFileHasher } from '@porchlight/core'

import { webSealingCipher } from './cipher-web.ts'
import type { SealingTools } from './seal.ts'
import { localSealer } from './sealer.ts'

/** What a browser brings to sealing. */
export const webTools: SealingTools = {
  sealer: localSealer(webSealingCipher, webFileHasher),
  hasher: webFileHasher,
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
}
