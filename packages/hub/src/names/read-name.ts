import type { ShownTime } from '@porchlight/owner'
import type { Shown } from '@porchlight/owner'

import { grammars } from './grammars.ts'
import type { Grammar, NamedParts } from './grammars.ts'
import { mayTell } from './learn.ts'

/** What a path below a folder of recordings tells. */
export interface ReadName {
  /** Whose names these are. */
  readonly grammar: string
  readonly camera: string
  readonly time: ShownTime
}

/** What reads names: the known grammars, and one that was learned, which goes first. */
export interface NameReader {
  readonly zone: string
  readonly learned: Grammar | null
}

/** Null where nobody knows what it says, or it names a day or an hour that there is not. */
export function readName(path: string, { zone, learned }: NameReader): ReadName | null {
  for (const grammar of learned === null ? grammars : [learned, ...grammars]) {
    const parts = grammar.read(path)
    const shown = parts === null ? null : shownOf(parts)
    if (parts === null || shown === null) continue
    return {
      grammar: grammar.name,
      camera: cameraOf(parts, path),
      time: {
        shown,
        zone: grammar.zone === 'utc' ? 'UTC' : zone,
        stamps: grammar.stamps,
        seconds: parts.seconds,
        slackSeconds: grammar.slackSeconds,
      },
    }
  }
  return null
}

export interface Detected {
  readonly name: string
  readonly asksZone: boolean
}

/** So much of what is there has to be read before a folder counts as known. */
const enough = 0.5

/** Whose names these are, by most of them; null where most cannot be read. */
export function detect(paths: readonly string[]): Detected | null {
  const found = paths.map(grammarOf)
  const read = found.filter((grammar) => grammar !== null)
  // among equals the first: the last ones read much
  const [first] = grammars
    .map((grammar) => ({ grammar, votes: read.filter((one) => one === grammar).length }))
    .toSorted((a, b) => b.votes - a.votes)
  if (first === undefined || read.length === 0 || read.length < paths.length * enough) return null
  return { name: first.grammar.name, asksZone: read.some(({ zone }) => zone === 'local') }
}

/** The path that shows best what `detect` says of them; null where there is none. */
export function exampleOf(paths: readonly string[]): string | null {
  const name = detect(paths)?.name
  if (name !== undefined) return paths.find((path) => grammarOf(path)?.name === name) ?? null
  const unread = paths.filter((path) => grammarOf(path) === null)
  // it is what the owner is asked to teach by
  return unread.find(mayTell) ?? unread[0] ?? null
}

/** By which it is read once its folder is added. */
function grammarOf(path: string): Grammar | null {
  const found = grammars.find(({ read }) => {
    const parts = read(path)
    return parts !== null && shownOf(parts) !== null
  })
  return found ?? null
}

/** Digits as a clock would show them; null for what no clock shows. */
function shownOf({ year, month, day, hour, minute, second }: NamedParts): Shown | null {
  const shown = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const millis = Date.parse(`${shown}Z`)
  if (Number.isNaN(millis)) return null
  return new Date(millis).toISOString().slice(0, 19) === shown ? shown : null
}

/** By its name, else by the folder that it lies in: recorders give each camera one. */
function cameraOf({ camera }: NamedParts, path: string): string {
  return camera ?? folderOf(path)
}

/** The first folder on the way that is no date. */
export function folderOf(path: string): string {
  const folders = path.split('/').slice(0, -1)
  return folders.find((folder) => !/^[\d\-_.YMDH ]+$/.test(folder)) ?? 'camera'
}
