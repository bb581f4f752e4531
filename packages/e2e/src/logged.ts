import { api, call, readEntry } from '@porchlight/core'
import type { Entry, EntryKind, EntryOf } from '@porchlight/core'
import { createReader, verifyByPolicy, parsePolicy } from '@porchlight/log'
import type { PolicyVerdict } from '@porchlight/log'

import { stranger } from './person.ts'
import type { World } from './world.ts'

/** Everything in an instance's log, as a stranger reads it: each entry verified against the signed checkpoint. */
export async function loggedEntries({ origin }: Pick<World, 'origin'>): Promise<readonly Entry[]> {
  const verdict = await checkpointOf({ origin })
  if (!verdict.verified) throw new Error(`The checkpoint is ${verdict.because}`)
  const { checkpoint } = verdict
  const reader = createReader({
    store: { read: async (path) => await file(origin, path) },
    checkpoint,
  })
  const entries: Entry[] = []
  for await (const bytes of reader.entries(0, checkpoint.size)) {
    const read = readEntry(bytes)
    if (!read.read) throw new Error(`Entry ${String(entries.length)} is ${read.because}`)
    entries.push(read.entry)
  }
  return entries
}

/** The newest checkpoint, by the policy that the instance shows. */
export async function checkpointOf({ origin }: Pick<World, 'origin'>): Promise<PolicyVerdict> {
  const { witnessPolicy } = await call(stranger(origin), api.instance, {})
  const note = await (await fetch(`${origin}/log/checkpoint`)).text()
  return verifyByPolicy(note, parsePolicy(witnessPolicy))
}

/** Entries of one kind, in their order. */
export function ofKind<K extends EntryKind>(
  entries: readonly Entry[],
  kind: K,
): readonly EntryOf<K>[] {
  return entries.filter((entry): entry is EntryOf<K> & Entry => entry.kind === kind)
}

async function file(origin: string, path: string): Promise<Uint8Array | null> {
  const response = await fetch(`${origin}/log/${path}`)
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
}
