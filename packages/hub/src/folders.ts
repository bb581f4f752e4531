import { readdir, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

import { Fault } from '@porchlight/core'

/** Files whose names end so are taken for recordings. */
export const videoNames = /\.(?:mp4|m4v|mov|mkv|avi|ts|mts|webm|3gp|flv|mpg|mpeg|wmv)$/i

/** Where recorders keep what they record, and else where people do. */
const firstPlaces = ['/media', '/srv', '/mnt', '/var/lib/motion']

/** A folder with more is one of recordings: a screen shows no longer list. */
const maxListed = 500
/** So many examples are enough to tell whose names they are. */
const maxSamples = 200
const maxDepth = 4

export interface Listing {
  readonly path: string
  readonly parent: string | null
  readonly folders: readonly string[]
  readonly videos: number
  /** Paths of recordings below it, relative to it. */
  readonly samples: readonly string[]
}

/**
 * What is in a folder of this machine, for the owner to find their recordings in; names only.
 *
 * @throws {Fault} `source/no-folder`
 */
export async function listFolder(path: string | null): Promise<Listing> {
  const found = await readable(path ?? (await firstPlace()))
  if (found === null) throw new Fault('source/no-folder')
  const { entries } = found
  const visible = entries.filter(({ name }) => !name.startsWith('.'))
  const folders = visible.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const parent = dirname(found.path)
  return {
    path: found.path,
    parent: parent === found.path ? null : parent,
    folders: folders.toSorted((a, b) => a.localeCompare(b)).slice(0, maxListed),
    videos: visible.filter((entry) => entry.isFile() && videoNames.test(entry.name)).length,
    samples: await samplesIn(found.path, '', maxDepth),
  }
}

async function firstPlace(): Promise<string> {
  for (const place of firstPlaces) {
    const found = await readable(place)
    if (found !== null && found.entries.length > 0) return place
  }
  return homedir()
}

async function readable(path: string) {
  try {
    const real = await realpath(path)
    return { path: real, entries: await readdir(real, { withFileTypes: true }) }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

async function samplesIn(folder: string, below: string, depth: number): Promise<readonly string[]> {
  const found = await readable(join(folder, below))
  if (found === null) return []
  const names: string[] = []
  for (const entry of found.entries) {
    if (names.length >= maxSamples) break
    if (entry.name.startsWith('.')) continue
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isFile() && videoNames.test(entry.name)) names.push(path)
    else if (entry.isDirectory() && depth > 0)
      names.push(...(await samplesIn(folder, path, depth - 1)))
  }
  return names.slice(0, maxSamples)
}
