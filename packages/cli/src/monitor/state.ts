import { Instant, jsonOf, utf8 } from '@porchlight/core'
import type { LogStore } from '@porchlight/log'

import { Refusal } from '../refusal.ts'

/** What a monitor knows of an instance from before: so that each alert is given once. */
export interface WatchState {
  /** Entries that were looked at. */
  readonly seen: number
  /** When the tree last grew, by the monitor's clock. */
  readonly grownAt: Instant
  /** When the instance was last reached. */
  readonly reachedAt: Instant
  /** Conditions that were alerted of and have not ended. */
  readonly open: readonly string[]
}

/** In the directory of the instance's copy. */
const path = 'monitor.json'

/** Null before the first round. @throws {Refusal} where the file is damaged */
export async function readState(files: Pick<LogStore, 'read'>): Promise<WatchState | null> {
  const bytes = await files.read(path)
  if (bytes === null) return null
  const state = stateOf(new TextDecoder().decode(bytes))
  if (state === null)
    throw new Refusal('What the monitor kept is damaged', [
      `Delete ${path}: it then begins anew, and may repeat alerts.`,
    ])
  return state
}

export async function writeState(files: LogStore, state: WatchState): Promise<void> {
  await files.write(path, utf8(`${JSON.stringify(state)}\n`), { immutable: false })
}

function stateOf(text: string): WatchState | null {
  const json = jsonOf(text)
  if (typeof json !== 'object' || json === null) return null
  const seen = 'seen' in json && Number.isSafeInteger(json.seen) ? Number(json.seen) : -1
  const grown = Instant.safeParse('grownAt' in json ? json.grownAt : null)
  const reached = Instant.safeParse('reachedAt' in json ? json.reachedAt : null)
  const open: unknown = 'open' in json ? json.open : null
  if (seen < 0 || !grown.success || !reached.success || !isTexts(open)) return null
  return { seen, grownAt: grown.data, reachedAt: reached.data, open }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
