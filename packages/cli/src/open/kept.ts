import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { requestDigestsOf, unwrapRequestKey, vaultsOf } from '@porchlight/agency'
import { Entry, fromBase64, InboxSubmission, OwnRequest } from '@porchlight/core'

import { readBytes } from '@porchlight/owner/node'
import { Refusal } from '../refusal.ts'
import type { Keys } from './keys.ts'
import type { SealedSubmission } from './sealed-submission.ts'

/**
 * A sealed answer on disk: `request.json`, `submission.json` and `entry.json` as the instance and its
 * log gave them, and the files `000.age` (the manifest), `001.age` … Whoever can change it can make
 * it unopenable, not different: digests and commitment are checked again when it is opened.
 */
export interface KeptFacts {
  readonly own: OwnRequest
  readonly submission: InboxSubmission
  readonly entry: Entry
}

/** Keeps a sealed answer in a directory, for opening it again without the instance. */
export async function keepSealed(
  directory: string,
  { own, submission, entry }: KeptFacts,
  read: SealedSubmission['read'],
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const facts = { 'request.json': own, 'submission.json': submission, 'entry.json': entry }
  for (const [name, value] of Object.entries(facts))
    await writeFile(join(directory, name), `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  for (const at of submission.files.keys())
    await pipeline(read(at), createWriteStream(join(directory, fileName(at)), { mode: 0o600 }))
}

/**
 * The sealed answers in a directory, or in directories below it. Files ending in `.age` without the
 * facts beside them are taken in the order of their names, manifest first, as one answer.
 *
 * @throws {Refusal} where there is none, or the key cannot be of use
 */
export async function keptSubmissions(
  directory: string,
  keys: Keys,
): Promise<readonly SealedSubmission[]> {
  const names = await readdir(directory, { recursive: true })
  const homes = names.filter((name) => basename(name) === 'submission.json')
  if (homes.length > 0)
    return await Promise.all(
      homes.map(async (name) => await kept(join(directory, name, '..'), keys)),
    )
  const files = names.filter((name) => name.endsWith('.age')).toSorted()
  if (files.length < 2) throw new Refusal(`There are no sealed files in ${directory}`)
  return [bare(directory, files, keys)]
}

async function kept(directory: string, keys: Keys): Promise<SealedSubmission> {
  const own = OwnRequest.parse(await readJson(join(directory, 'request.json')))
  const submission = InboxSubmission.parse(await readJson(join(directory, 'submission.json')))
  const entry = Entry.parse(await readJson(join(directory, 'entry.json')))
  if (entry.kind !== 'submission.sealed') throw new Refusal('entry.json is about something else.')
  return {
    name: submission.id,
    identity: await identityFor(own, keys),
    expected: {
      request: own.signed.request.id,
      requestDigests: requestDigestsOf(own),
      commitment: entry.commitment,
      sealed: submission.files.map(({ sha256 }) => sha256),
    },
    custody: submission.custody,
    exporting: null,
    read: (file) => readBytes(join(directory, fileName(file))),
  }
}

async function identityFor({ signed, wrappedKey }: OwnRequest, keys: Keys): Promise<string> {
  if (keys.kind === 'identity') return keys.identity
  const wrapped = fromBase64(wrappedKey) ?? new Uint8Array()
  const { recipient } = signed.request
  return (await unwrapRequestKey(wrapped, vaultsOf(keys.keyring), recipient)).identity
}

function bare(directory: string, files: readonly string[], keys: Keys): SealedSubmission {
  if (keys.kind !== 'identity')
    throw new Refusal('Which request these files answer is not said beside them.', [
      'Give the request’s own key with --key FILE.',
    ])
  return {
    name: basename(resolve(directory)),
    identity: keys.identity,
    expected: null,
    custody: [],
    exporting: null,
    read: (file) => readBytes(join(directory, files[file] ?? fileName(file))),
  }
}

function fileName(at: number): string {
  return `${String(at).padStart(3, '0')}.age`
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Refusal(`That is not JSON: ${path}`, [], { cause: error })
    throw error
  }
}
