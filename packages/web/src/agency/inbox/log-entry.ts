import { api, call, Fault, readEntry } from '@porchlight/core'
import type { Digest } from '@porchlight/core'
import { createReader, createVerifier, openCheckpoint, parsePublicKey } from '@porchlight/log'
import type { LogReader } from '@porchlight/log'

import { line } from '../../ui/line.ts'

/** The log at its newest checkpoint; every entry that it gives was hashed up to it. */
export async function openLog(): Promise<LogReader> {
  const { logKey } = await call(line, api.instance, {})
  const note = await logFile('checkpoint')
  if (note === null) throw new Fault('log/unavailable')
  const log = createVerifier(parsePublicKey(logKey))
  const checkpoint = openCheckpoint(new TextDecoder().decode(note), log)
  return createReader({ store: { read: logFile }, checkpoint })
}

/**
 * The commitment to a submission's files that stands in the public log.
 *
 * @throws {Fault} `log/no-proof` where the entry is about something else
 */
export async function loggedCommitment(log: LogReader, index: number): Promise<Digest> {
  const verdict = readEntry(await log.entry(index))
  if (!verdict.read || verdict.entry.kind !== 'submission.sealed') throw new Fault('log/no-proof')
  return verdict.entry.commitment
}

async function logFile(path: string): Promise<Uint8Array | null> {
  const response = await fetch(`/log/${path}`)
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
}
