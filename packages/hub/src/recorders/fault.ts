import { Fault } from '@porchlight/core'

import { SourceFault } from '../sources/source.ts'
import type { sourceFaults } from '../sources/source.ts'

const codes = {
  unreachable: 'source/unreachable',
  refused: 'source/refused',
  'too-mighty': 'source/too-mighty',
  'no-api': 'source/no-api',
  'other-zone': 'source/other-zone',
  certificate: 'source/certificate',
  'not-one': 'source/not-one',
  gone: 'source/gone',
  'no-folder': 'source/no-folder',
  'tool-missing': 'tool/missing',
} as const satisfies Readonly<Record<keyof typeof sourceFaults, string>>

/** What a recorder did, as a refusal that the screens know. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SourceFault) throw new Fault(codes[error.code], { cause: error })
    throw error
  }
}
