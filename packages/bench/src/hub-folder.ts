import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { instantOf, millisOf, Zone } from '@porchlight/core'
import { FolderSource } from '@porchlight/hub'
import type { RunningHub } from '@porchlight/hub'

import { addFolder } from './hub-open.ts'

export interface FolderFigures {
  readonly seconds: number
  /** The second look, where nothing has changed. */
  readonly againSeconds: number
  /** What reading the folder and asking for the size of each file takes alone. */
  readonly walkSeconds: number
}

const source = 'f'.repeat(16)
const zone = Zone.parse('Europe/Madrid')
const begin = millisOf('2026-06-01T00:00:00Z')
const daysApart = 100

/** So many recordings, named as motion names them, are indexed as the hub indexes a folder. */
export async function measureFolder(
  running: RunningHub,
  parent: string,
  files: number,
): Promise<FolderFigures> {
  const { hub } = running
  const path = join(parent, 'recordings')
  await fill(path, files)
  const walkSeconds = await secondsFor(async () => {
    await walk(path)
  })
  addFolder(running, source, { path, zone })
  const folder = new FolderSource({
    path,
    zone,
    learned: null,
    log: null,
    now: Date.now,
  })
  let seen = 0
  async function look(): Promise<void> {
    const { signal } = new AbortController()
    await hub.clips.replace(source, folder.clips(null, signal), (now) => {
      seen = now
    })
    if (seen !== files) throw new Error(`${String(seen)} of ${String(files)} files were indexed`)
  }
  return { walkSeconds, seconds: await secondsFor(look), againSeconds: await secondsFor(look) }
}

/** Empty: what is in a recording is not read to index it, but for its length where the name does not tell it. */
async function fill(path: string, files: number): Promise<void> {
  const made = new Set<string>()
  for (let at = 0; at < files; at += 1) {
    const shown = instantOf(begin + at * 60_000)
    const day = join(path, shown.slice(0, 10))
    if (!made.has(day)) await mkdir(day, { recursive: true })
    made.add(day)
    const file = join(day, `${String(at)}-${shown.slice(0, 19).replaceAll(/[-:T]/g, '')}.mkv`)
    await writeFile(file, '')
    const changed = Date.now() / 1000 - daysApart * 86_400
    await utimes(file, changed, changed)
  }
}

async function walk(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const each = join(path, entry.name)
    if (entry.isDirectory()) await walk(each)
    else await stat(each)
  }
}

async function secondsFor(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}
