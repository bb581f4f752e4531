import { webFileHasher } from '@porchlight/core'

import { webOpeningCipher } from './cipher-web.ts'
import type { OpeningTools } from './open.ts'

/** What a browser brings to opening. */
export const webTools: OpeningTools = { cipher: webOpeningCipher, hasher: webFileHasher }
