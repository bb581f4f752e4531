import { addCheckpointPath, formatPublicKey, witnessedPath } from '@porchlight/log'

import type { WitnessBody } from './body.ts'

/** What a witness says of itself to whoever looks. */
export function aboutText({ witness, logs }: WitnessBody): string {
  return [
    `This is the witness ${witness.publicKey.name}. It cosigns what the logs below say, and only`,
    'where it continues what they said before.',
    '',
    formatPublicKey(witness.publicKey),
    '',
    `Logs submit to /${addCheckpointPath} (https://c2sp.org/tlog-witness).`,
    'What was last cosigned of each:',
    ...logs.map(({ publicKey }) => `  ${publicKey.name}  /${witnessedPath(publicKey.name)}`),
    '',
  ].join('\n')
}
