import {
  Fault,
  Manifest,
  requestDigest,
  requestSignatureHolds,
  sha256Hex,
  submissionCommitment,
} from '@porchlight/core'
import type { Digest, OwnRequest, RequestId } from '@porchlight/core'

import { openSmall } from './small.ts'

/** What owners may have read when they answered: every version that was ever public and that somebody signed. */
export function requestDigestsOf({
  signed,
  earlier,
}: Pick<OwnRequest, 'signed' | 'earlier'>): readonly Digest[] {
  const { id, recipient } = signed.request
  const before = earlier.filter(
    (each) =>
      each.request.id === id && each.request.recipient === recipient && requestSignatureHolds(each),
  )
  return [signed, ...before].map(requestDigest)
}

/** What is known of a submission before it is opened. */
export interface Expected {
  readonly request: RequestId
  /** Digest of each version of the signed request that was ever public: an answer is to the one its owner read. */
  readonly requestDigests: readonly Digest[]
  /** The commitment in the log's `submission.sealed` entry. */
  readonly commitment: Digest
  /** SHA-256 of each sealed file as the instance lists them: manifest first, then the clips. */
  readonly sealed: readonly Digest[]
}

/**
 * Opens the manifest of a submission with the request's own identity and holds it against the
 * request and the log. That each clip's file has its listed digest, `open` checks (`sealed`).
 *
 * @throws {Fault} as `open`; `submission/altered` where the manifest is none, answers another
 * request, or its files are not those that the log commits to.
 */
export async function openManifest(
  file: Uint8Array,
  identity: string,
  expected: Expected,
): Promise<Manifest> {
  const text = await openSmall(file, [{ kind: 'identity', identity }])
  const manifest = Manifest.safeParse(jsonOf(text))
  if (!manifest.success) throw new Fault('submission/altered', { cause: manifest.error })
  if (!answers(manifest.data, expected) || !isLogged(manifest.data, file, expected))
    throw new Fault('submission/altered')
  return manifest.data
}

function answers(manifest: Manifest, expected: Expected): boolean {
  return (
    manifest.request === expected.request &&
    expected.requestDigests.includes(manifest.requestDigest)
  )
}

function isLogged(manifest: Manifest, file: Uint8Array, expected: Expected): boolean {
  return (
    expected.sealed.length === manifest.clips.length + 1 &&
    expected.sealed[0] === sha256Hex(file) &&
    submissionCommitment(manifest.salt, expected.sealed) === expected.commitment
  )
}

function jsonOf(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError)
      throw new Fault('submission/altered', { cause: error })
    throw error
  }
}
