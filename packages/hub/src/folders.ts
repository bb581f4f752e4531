import type { Dirent } from 'node:fs'
import { open, readdir, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

import { Fault } from '@porchlight/core'

import { exampleOf } from './names/read-name.ts'
import { unlessGone } from './sources/unless-gone.ts'

/** Files whose names end so are taken for recordings; a `.d.ts` is always a part of a program. */
export const videoNames = /(?:\.(?:mp4|m4v|mov|mkv|avi|webm|3gp|flv|mpg|mpeg|wmv)|(?<!\.d)\.m?ts)$/i
/** Transport streams, or sources of programs in TypeScript. */
const streamNames = /\.m?ts$/i
const packetBytes = 188
const syncByte = 0x47
/** AVCHD writes a time before each packet. */
const stampBytes = 4
/** The first may be empty, or just being written. */
const maxStreams = 4

/** Where recorders keep what they record, and else where people do. */
const firstPlaces = ['/media', '/srv', '/mnt', '/var/lib/motion']

/** A folder with more is one of recordings: a screen shows no longer list. */
const maxListed = 500
/** So many examples are enough to tell whose names they are. */
const maxSamples = 200
/** Nobody needs to know how many more there are. */
const maxCounted = 10_000
/** Names of one folder are alike: others below have a say too. */
const maxSamplesEach = 50
/** As deep as a source looks. */
const maxDepth = 12
/** Somebody waits for the list. */
const maxMillis = 1000
/** What the kernel shows as files; there are very many. */
const holdsNoFiles: ReadonlySet<string> = new Set(['/dev', '/proc', '/sys'])

export interface Listing {
  readonly path: string
  readonly parent: string | null
  readonly folders: readonly string[]
  readonly videos: number
  /** How many recordings were counted below it; `all` where no more was left uncounted. */
  readonly below: { readonly videos: number; readonly all: boolean }
  /** Paths of some recordings in it and below, relative to it; the first is the example to show. */
  readonly samples: readonly string[]
}

/**
 * What is in a folder of this machine, for the owner to find their recordings in; nothing but names is told.
 *
 * @throws {Fault} `source/no-folder`
 */
export async function listFolder(path: string | null): Promise<Listing> {
  const found = await readable(path ?? (await firstPlace()))
  if (found === null) throw new Fault('source/no-folder')
  const { samples, ...below } = await lookBelow(found)
  const example = exampleOf(samples)
  const { length: videos } = await recordingsIn(found)
  const parent = dirname(found.path)
  return {
    path: found.path,
    parent: parent === found.path ? null : parent,
    folders: foldersIn(found)
      .toSorted((a, b) => a.localeCompare(b))
      .slice(0, maxListed),
    videos,
    below: { ...below, videos: Math.max(0, below.videos - videos) },
    samples: example === null ? samples : [example, ...samples.filter((one) => one !== example)],
  }
}

async function firstPlace(): Promise<string> {
  for (const place of firstPlaces) {
    const found = await readable(place)
    if (found !== null && found.entries.length > 0) return place
  }
  return homedir()
}

interface Folder {
  readonly path: string
  readonly entries: readonly Dirent[]
}

async function readable(path: string): Promise<Folder | null> {
  try {
    const real = await realpath(path)
    return { path: real, entries: await readdir(real, { withFileTypes: true }) }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

/** The recordings in and below a folder, those that lie highest first; not all of them where there are many. */
async function lookBelow(root: Folder) {
  const until = performance.now() + maxMillis
  const samples: string[] = []
  let videos = 0
  const waiting: { readonly below: string; readonly depth: number }[] = [{ below: '', depth: 0 }]
  // it grows while it is walked
  for (const { below, depth } of waiting) {
    if (videos >= maxCounted || performance.now() > until)
      return { samples: samples.slice(0, maxSamples), videos, all: false }
    const path = join(root.path, below)
    const folder = below === '' ? root : await readable(path)
    if (folder === null || holdsNoFiles.has(path)) continue
    const names = await recordingsIn(folder)
    videos += names.length
    if (samples.length < maxSamples)
      samples.push(...names.slice(0, maxSamplesEach).map((name) => under(below, name)))
    if (depth < maxDepth)
      waiting.push(
        ...foldersIn(folder).map((name) => ({ below: under(below, name), depth: depth + 1 })),
      )
  }
  return { samples: samples.slice(0, maxSamples), videos, all: true }
}

function under(below: string, name: string): string {
  return below === '' ? name : `${below}/${name}`
}

function foldersIn({ entries }: Folder): readonly string[] {
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
}

/** By their names, but for those of transport streams: so are sources of programs named too. */
async function recordingsIn({ path, entries }: Folder): Promise<readonly string[]> {
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && videoNames.test(entry.name))
    .map(({ name }) => name)
  const streams = names.filter((name) => streamNames.test(name))
  // one folder holds the ones or the others: a few tell of a hundred thousand
  for (const name of streams.slice(0, maxStreams))
    if (await isStream(join(path, name))) return names
  return names.filter((name) => !streamNames.test(name))
}

/** Whether a packet of a transport stream and another behind it begin there (ISO/IEC 13818-1, 2.4.3: 188 bytes, the first 0x47). */
async function isStream(path: string): Promise<boolean> {
  const head = await unlessGone(async () => {
    await using file = await open(path, 'r')
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(2 * (stampBytes + packetBytes)),
      position: 0,
    })
    return buffer.subarray(0, bytesRead)
  })
  return [0, stampBytes].some(
    (stamp) => head?.[stamp] === syncByte && head[2 * stamp + packetBytes] === syncByte,
  )
}
