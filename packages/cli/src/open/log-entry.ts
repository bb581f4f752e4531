import { readEntry } from '@porchlight/core'
import type { Entry, Line } from '@porchlight/core'
import { createReader, createVerifier, openCheckpoint, parsePublicKey } from '@porchlight/log'
import type { LogReader } from '@porchlight/log'

import { Refusal } from '../refusal.ts'

/**
 * Reads an instance's log at its newest checkpoint; every entry that it gives was hashed up to it.
 *
 * @throws {LogError} where the checkpoint is not signed by the key
 */
export async function openLog(line: Line, logKey: string): Promise<LogReader> {
  const note = await fetchBytes(line, 'checkpoint')
  if (note === null) throw new Refusal('The instance shows no log.')
  const log = createVerifier(parsePublicKey(logKey))
  const checkpoint = openCheckpoint(new TextDecoder().decode(note), log)
  return createReader({
    store: { read: async (path) => await fetchBytes(line, path) },
    checkpoint,
  })
}

export type SealedEntry = Extract<Entry, { kind: 'submission.sealed' }>

/** What the log says of an answer. @throws {Refusal} where the entry is about something else */
export async function sealedEntryAt(log: LogReader, index: number): Promise<SealedEntry> {
  const verdict = readEntry(await log.entry(index))
  if (!verdict.read || verdict.entry.kind !== 'submission.sealed')
    throw new Refusal(`Entry ${String(index)} of the log is no answer.`)
  return verdict.entry
}

async function fetchBytes(line: Line, path: string): Promise<Uint8Array | null> {
  const response = await line.send(new Request(new URL(`/log/${path}`, line.origin)))
  const bytes = new Uint8Array(await response.arrayBuffer())
  return response.ok ? bytes : null
}
