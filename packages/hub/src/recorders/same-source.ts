import { realpath } from 'node:fs/promises'

import type { NewSource } from '@porchlight/owner'

import type { KeptSource } from '../state/state.ts'

/** Whether a source is one that the hub reads already, under whatever name or link: its cameras would be there twice. */
export async function isAmong(all: readonly KeptSource[], added: NewSource): Promise<boolean> {
  const place = await placeOf(added)
  if (place === null) return false
  for (const { source } of all)
    if (source.kind === added.kind && (await placeOf(source)) === place) return true
  return false
}

/** Null where each is another: a zip that was handed in. */
async function placeOf(source: NewSource): Promise<string | null> {
  if (source.kind === 'ring-zip') return null
  if (source.kind !== 'folder') return source.url
  // one that is away just now goes by its name
  return await realpath(source.path).catch(() => source.path)
}
