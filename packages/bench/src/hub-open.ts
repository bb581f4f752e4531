import { randomBytes } from 'node:crypto'

import { instantOf } from '@porchlight/core'
import type { Zone } from '@porchlight/core'
import { startHub } from '@porchlight/hub'
import type { RunningHub } from '@porchlight/hub'

/** Of a state that nobody keeps. */
export const benchKey = 'b'.repeat(64)

/** A hub that knows no instance and reaches nobody. */
export async function openHub(directory: string): Promise<RunningHub> {
  return await startHub({
    directory,
    key: benchKey,
    host: '127.0.0.1',
    port: 0,
    password: null,
    webDirectory: null,
    now: () => instantOf(Date.now()),
    random: (length) => new Uint8Array(randomBytes(length)),
    lineTo: () => {
      throw new Error('It has no instance to talk to')
    },
    notify: () => undefined,
    bug: (error) => {
      throw error
    },
  })
}

/** A folder that the hub knows, and has not looked into. */
export function addFolder(
  { hub: { state } }: RunningHub,
  id: string,
  { path, zone }: { readonly path: string; readonly zone: Zone },
): void {
  const source = { kind: 'folder', path, zone, learn: null } as const
  state.sources.put(id, { id, source, certificate: null, readings: [] })
}
