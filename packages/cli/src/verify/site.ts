import { sha256Hex } from '@porchlight/core'
import type { Digest, EntryOf } from '@porchlight/core'

import type { Check } from './check.ts'
import { mapChecks } from './site-map.ts'
import { readList } from './site-list.ts'
import { addressOf, scriptsOf } from './site-pages.ts'

export interface SiteVerdict {
  readonly verified: boolean
  readonly checks: readonly Check[]
  /** Paths as in the list, or addresses of what is in no list. */
  readonly altered: readonly string[]
  readonly missing: readonly string[]
  readonly extra: readonly string[]
}

/** Answers of a site: the bytes at a path; null where there is nothing. */
export type Served = (path: string) => Promise<Uint8Array | null>

export interface SiteInput {
  readonly served: Served
  readonly origin: string
  /** The newest that the log knows; null where it knows none. */
  readonly release: EntryOf<'release.published'> | null
  /** The newest map of public devices that was accepted; null before the first. */
  readonly map: EntryOf<'map.built'> | null
  /** Told how many files were looked at. */
  readonly progress: (done: number, all: number) => void
}

const listPath = '/app/release.json'

/** Compares what a site serves as its apps, and as its map of public devices, byte for byte, with what its log committed to. */
export async function checkSite({
  served,
  origin,
  release,
  map,
  progress,
}: SiteInput): Promise<SiteVerdict> {
  if (release === null)
    return ended('The log holds no release: this site never said what it serves.')
  const bytes = await served(listPath)
  const list = bytes === null ? null : readList(bytes)
  if (bytes === null || list === null)
    return ended(`The site shows no list of its files at ${listPath}.`)
  const files = await compared(list, served, progress)
  const extra = await strangers(list, served, origin)
  const checks = [
    listCheck(sha256Hex(bytes), release),
    ...fileChecks({ ...files, extra }, list),
    ...(await mapChecks(served, map)),
  ]
  return { verified: checks.every(({ holds }) => holds), checks, ...files, extra }
}

function ended(says: string): SiteVerdict {
  const checks = [{ check: 'release', holds: false, says }] as const
  return { verified: false, checks, altered: [], missing: [], extra: [] }
}

function listCheck(found: Digest, { manifest, version, at }: EntryOf<'release.published'>): Check {
  const holds = found === manifest
  return {
    check: 'release',
    holds,
    says: holds
      ? `The list of files is that of release ${version}, logged ${at}.`
      : `The list of files is not that of release ${version}, logged ${at}: SHA-256 ${found} instead of ${manifest}.`,
  }
}

type FileList = ReadonlyMap<string, Digest>

async function compared(
  list: FileList,
  served: Served,
  progress: SiteInput['progress'],
): Promise<Pick<SiteVerdict, 'altered' | 'missing'>> {
  const altered: string[] = []
  const missing: string[] = []
  let done = 0
  for (const [path, digest] of list) {
    const bytes = await served(addressOf(path))
    if (bytes === null) missing.push(path)
    else if (sha256Hex(bytes) !== digest) altered.push(path)
    done += 1
    progress(done, list.size)
  }
  return { altered, missing }
}

/** Scripts that the pages run and no list names. */
async function strangers(
  list: FileList,
  served: Served,
  origin: string,
): Promise<readonly string[]> {
  const known = new Set([...list.keys()].map((path) => `${origin}${addressOf(path)}`))
  const found = await scriptsOf(served, origin)
  return found.filter((script) => !known.has(script))
}

function fileChecks(
  { altered, missing, extra }: Pick<SiteVerdict, 'altered' | 'missing' | 'extra'>,
  list: FileList,
): readonly Check[] {
  const wrong = [
    ...altered.map((path) => `Altered: ${path}`),
    ...missing.map((path) => `Missing: ${path}`),
    ...extra.map((path) => `In no list: ${path}`),
  ]
  if (wrong.length > 0) return wrong.map((says) => ({ check: 'files', holds: false, says }))
  const says = `All ${String(list.size)} files are served as listed, and the pages run no other script.`
  return [{ check: 'files', holds: true, says }]
}

/** What a verified site leaves open. */
export const ofSite: readonly string[] = [
  'What the site gives to others, or at another time: it could give each visitor different files.',
  'The text of the public pages, which is made anew for each visitor.',
  'Whether the logged release does what its source says: build it, and compare the digests.',
]
