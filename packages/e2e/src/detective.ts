import { createHash } from 'node:crypto'

import {
  MemorySink,
  open,
  openManifest,
  requestDigestsOf,
  unwrapRequestKey,
  vaultsOf,
} from '@porchlight/agency'
import type { OpeningInput } from '@porchlight/agency'
import { nodeTools } from '@porchlight/agency/node'
import {
  api,
  call,
  custodyDigest,
  Fault,
  fromBase64,
  instantOf,
  readEntry,
  sealedFilePath,
  sign,
} from '@porchlight/core'
import type {
  Clip,
  CustodyEvent,
  DeclineReason,
  InboxSubmission,
  Manifest,
  OwnRequest,
  SignedCustodyEvent,
} from '@porchlight/core'
import { decodeBundle } from '@porchlight/log'

import type { Town } from './town.ts'

/** An opened submission: what it says and the SHA-256 of each clip, in order; null for one that was refused. */
export interface Opened {
  readonly submission: InboxSubmission
  readonly manifest: Manifest
  readonly digests: readonly (string | null)[]
}

/** Opens every answer to a request as the agency does: custody first, then the bytes, then the checks. */
export async function openInbox(town: Town, own: OwnRequest): Promise<readonly Opened[]> {
  const all = []
  for await (const opened of openEach(town, own)) all.push(opened)
  return all
}

/**
 * As {@link openInbox}, one answer after the other.
 *
 * @yields each when all of its clips were opened or refused
 */
export async function* openEach(
  town: Town,
  own: OwnRequest,
): AsyncGenerator<Opened, void, undefined> {
  const { line } = town.author
  const { submissions } = await call(line, api.inbox, { id: own.signed.request.id })
  for (const submission of submissions) yield await openOne(town, own, submission)
}

async function openOne(town: Town, own: OwnRequest, listed: InboxSubmission): Promise<Opened> {
  const { signed, wrappedKey } = own
  const submission = await recordOpened(town, listed)
  const wrapped = fromBase64(wrappedKey) ?? new Uint8Array()
  const { recipient } = signed.request
  const { identity } = await unwrapRequestKey(wrapped, vaultsOf(town.keyring), recipient)
  const sealed = submission.files.map(({ sha256 }) => sha256)
  const manifest = await openManifest(await bytesOf(town, submission, 0), identity, {
    request: signed.request.id,
    requestDigests: requestDigestsOf(own),
    commitment: await commitmentAt(town, submission.logIndex),
    sealed,
  })
  const digests = []
  for (const [index, clip] of manifest.clips.entries()) {
    const source = await streamOf(town, submission, index + 1)
    digests.push(await digestOf(clip, { source, identity, sealed: sealed[index + 1] ?? null }))
  }
  return { submission, manifest, digests }
}

/** SHA-256 of what was opened; null where the file is damaged. */
async function digestOf(
  { bytes, sha256 }: Clip,
  { source, identity, sealed }: Pick<OpeningInput, 'source' | 'sealed'> & { identity: string },
): Promise<string | null> {
  const sink = new HashingSink()
  const keys = [{ kind: 'identity', identity } as const]
  const content = { bytes, sha256 }
  try {
    await open({ source, keys, content, sealed, sink, tools: nodeTools })
    return sink.digest
  } catch (error) {
    if (error instanceof Fault && error.code === 'seal/damaged') return null
    throw error
  }
}

/** Signs events that follow what was recorded, one linked to the other. */
export function chained(
  town: Town,
  { id, custody }: InboxSubmission,
  actions: readonly ({ readonly action: 'opened' | 'destroyed' } | Decision)[],
): readonly SignedCustodyEvent[] {
  const before = custody.at(-1)
  let previous = before === undefined ? null : custodyDigest(before)
  return actions.map((action) => {
    const at = instantOf(Date.now())
    const event: CustodyEvent = {
      ...action,
      submission: id,
      at,
      by: town.author.member.id,
      previous,
    }
    const signed = { event, signature: sign('porchlight/custody/v1', event, town.keyring.signing) }
    previous = custodyDigest(signed)
    return signed
  })
}

/** What is said of a clip. */
export type Decision =
  | { readonly action: 'accepted'; readonly clip: string }
  | { readonly action: 'declined'; readonly clip: string; readonly reason: DeclineReason }

async function recordOpened(town: Town, submission: InboxSubmission): Promise<InboxSubmission> {
  if (submission.custody.length > 0) return submission
  const events = [...chained(town, submission, [{ action: 'opened' }])]
  return await call(town.author.line, api.recordCustody, { id: submission.id, events })
}

async function fetchFile(
  { author }: Town,
  { id }: InboxSubmission,
  file: number,
): Promise<Response> {
  const { line } = author
  const response = await line.send(new Request(new URL(sealedFilePath(id, file), line.origin)))
  if (!response.ok) throw new Error(`File: ${String(response.status)}`)
  return response
}

async function streamOf(
  town: Town,
  submission: InboxSubmission,
  file: number,
): Promise<AsyncIterable<Uint8Array>> {
  const { body } = await fetchFile(town, submission, file)
  if (body === null) throw new Error('A file without bytes')
  return body
}

async function bytesOf(town: Town, submission: InboxSubmission, file: number): Promise<Uint8Array> {
  return new Uint8Array(await (await fetchFile(town, submission, file)).arrayBuffer())
}

/** The commitment in an entry of a log that is younger than one tile. */
async function commitmentAt({ author }: Town, index: number): Promise<string> {
  const { origin } = author.line
  const checkpoint = await (await fetch(`${origin}/log/checkpoint`)).text()
  const size = Number(checkpoint.split('\n')[1])
  const bundle = await fetch(`${origin}/log/tile/entries/000.p/${String(size)}`)
  const bytes = decodeBundle(new Uint8Array(await bundle.arrayBuffer()), size)[index]
  const verdict = readEntry(bytes ?? new Uint8Array())
  if (!verdict.read || verdict.entry.kind !== 'submission.sealed') throw new Error('Not sealed')
  return verdict.entry.commitment
}

class HashingSink extends MemorySink {
  readonly #hash = createHash('sha256')
  digest = ''

  override write(bytes: Uint8Array): void {
    this.#hash.update(bytes)
  }

  override commit(): void {
    this.digest = this.#hash.digest('hex')
  }
}
