import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

import { api, call, checkChain, entryBytes, readReceiptExtra, toBase64 } from '@porchlight/core'
import type { OwnRequest } from '@porchlight/core'
import { chained } from '@porchlight/e2e'
import type { Decision, Opened, Sent, Town } from '@porchlight/e2e'
import { createVerifier, parsePublicKey, parseTlogProof, verifyTlogProof } from '@porchlight/log'

import type { ClipFile } from './footage.ts'

/** Every receipt is proven by the instance's log. */
export async function requireReceipts({ author }: Town, sent: readonly Sent[]): Promise<void> {
  const { logKey } = await call(author.line, api.instance, {})
  const log = createVerifier(parsePublicKey(logKey))
  for (const { receipt } of sent) {
    const { extra = new Uint8Array() } = parseTlogProof(receipt)
    const details = readReceiptExtra(toBase64(extra))
    if (details === null) throw new Error('A receipt without its details')
    const verdict = verifyTlogProof({ proof: receipt, entry: entryBytes(details.entry), log })
    if (!verdict.verified) throw new Error(`A receipt does not hold: ${verdict.because}`)
  }
}

/** Compares what was opened with what lies on the owners' disks; answers are told apart by their manifests' salt. */
export async function countIdentical(
  files: readonly (readonly ClipFile[])[],
  sent: readonly Sent[],
  opened: readonly Opened[],
): Promise<number> {
  const seen = new Set<string>()
  let identical = 0
  for (const [owner, { answer }] of sent.entries()) {
    const found = opened.find(({ manifest }) => manifest.salt === answer.manifest.salt)
    for (const [at, { path }] of (files[owner] ?? []).entries()) {
      const digest = await digestOf(path)
      if (seen.has(digest)) throw new Error('Two clips are alike: identical would say nothing')
      seen.add(digest)
      if (found?.digests[at] === digest) identical += 1
    }
  }
  return identical
}

/** SHA-256 of a file. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** The agency accepts what it opened and declines what it could not. */
export async function decide(town: Town, opened: Opened): Promise<void> {
  const { submission, manifest, digests } = opened
  const decisions = manifest.clips.map(({ name }, at) => decisionOn(name, digests[at] ?? null))
  const events = [...chained(town, submission, decisions)]
  await call(town.author.line, api.recordCustody, { id: submission.id, events })
}

function decisionOn(clip: string, digest: string | null): Decision {
  if (digest === null) return { action: 'declined', clip, reason: 'unplayable' }
  return { action: 'accepted', clip }
}

/** What the instance keeps of each answer is one whole chain by the agency's key: opened, and every clip decided. */
export async function requireCustody(
  town: Town,
  { signed }: OwnRequest,
  opened: readonly Opened[],
): Promise<void> {
  const { submissions } = await call(town.author.line, api.inbox, { id: signed.request.id })
  for (const { submission, manifest } of opened) {
    const custody = submissions.find(({ id }) => id === submission.id)?.custody ?? []
    const verdict = checkChain(custody, [signed.signature.key])
    if (!verdict.whole) throw new Error(`A custody chain is not whole: ${verdict.because}`)
    if (custody.length !== manifest.clips.length + 1) throw new Error('Custody lacks events')
  }
}
