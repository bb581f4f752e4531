// A program of its own, to be killed: opens the log of a directory, adds batches, and says of each entry where it is.
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { createLog, openSequencer } from '@porchlight/log'
import { openDirectoryStore } from '@porchlight/log/directory'

import { now, openHastyStore, openLock, signer } from './parts.ts'

const [directory = '', batches = '0', kind = 'sound'] = process.argv.slice(2)
const files = join(directory, 'log')
mkdirSync(files, { recursive: true })
const store = kind === 'hasty' ? openHastyStore(files) : openDirectoryStore(files)
const lock = openLock(directory, kind !== 'hasty')
if ((await lock.read()) === null) await createLog({ store, lock, signer })
const sequencer = await openSequencer({ store, lock, signer, now })
writeSync(1, 'ready\n')
for (let batch = 0; batch < Number(batches); batch++) {
  const entries = Array.from({ length: 1 + (batch % 7) }, () => randomBytes(24))
  const { firstIndex } = await sequencer.append(entries, now)
  const lines = entries.map((entry, at) => `${String(firstIndex + at)} ${entry.toString('hex')}\n`)
  // one call, and not before the answer: who reads it may rely on it
  writeSync(1, lines.join(''))
}
