import {
  canonical,
  consentVersion,
  Fault,
  Manifest,
  originalCommitment,
  paddedText,
  ReceiptDetails,
  receiptMatchesEntry,
  recipientId,
  requestDigest,
  requestSignatureHolds,
  sha256Hex,
  submissionCommitment,
  toBase64Url,
  toHex,
} from '@porchlight/core'
import type {
  Clip,
  ClipName,
  Day,
  Digest,
  Entry,
  Random,
  RecipientId,
  Rungs,
  Salt,
  SignedRequest,
  SubmissionId,
} from '@porchlight/core'

import { seal } from './seal.ts'
import type { SealedDigests, SealingTools } from './seal.ts'

/** One clip after it was sealed: what the manifest says of it, and what only the receipt keeps. */
export interface SealedClip {
  readonly name: ClipName
  readonly bytes: number
  readonly digests: SealedDigests
  readonly edits: Clip['edits']
  readonly time: Clip['time']
  readonly media: Clip['media']
  readonly original: Original
}

/** The untouched file that a copy came from. Name and salt stay with the owner. */
export interface Original {
  readonly fileName: string
  readonly sha256: Digest
  readonly salt: Salt
}

export interface Answer {
  readonly signed: SignedRequest
  readonly clips: readonly SealedClip[]
  readonly rungs: Rungs
  readonly day: Day
}

/** An answer ready to leave: the manifest's file, and what the instance and the log are told. */
export interface SealedAnswer {
  readonly manifest: Manifest
  /** The sealed manifest; it goes first. */
  readonly manifestFile: Uint8Array
  /** SHA-256 of each sealed file: manifest first, then the clips. */
  readonly sealed: readonly Digest[]
  readonly recipients: readonly RecipientId[]
  readonly commitment: Digest
  readonly originals: ReceiptDetails['originals']
}

/** A random name for a clip. */
export function newClipName(random: Random): ClipName {
  return toHex(random(8))
}

export function newSalt(random: Random): Salt {
  return toBase64Url(random(32))
}

/**
 * Writes the manifest of an answer and seals it to the request's own key.
 *
 * @throws {Fault} `seal/untrusted-request` where the signature on the request does not hold. That
 * its key is the agency's own, and logged, the caller has checked.
 */
export async function sealAnswer(answer: Answer, tools: SealingTools): Promise<SealedAnswer> {
  if (!requestSignatureHolds(answer.signed)) throw new Fault('seal/untrusted-request')
  const manifest = manifestOf(answer, newSalt(tools.random))
  const { file, digest } = await sealManifest(manifest, tools)
  const sealed = [digest, ...answer.clips.map((clip) => clip.digests.sealed)]
  return {
    manifest,
    manifestFile: file,
    sealed,
    recipients: manifest.recipients.map(recipientId),
    commitment: submissionCommitment(manifest.salt, sealed),
    originals: answer.clips.map(({ name, original: { fileName, sha256, salt } }) => ({
      clip: name,
      fileName: fileName.slice(-maxFileName),
      sha256,
      salt,
    })),
  }
}

/** Longest file name that a receipt keeps; of longer ones the end, which tells more. */
const maxFileName = 255

/** What a clip and its receipt say, from the facts. */
function manifestOf({ signed, clips, rungs, day }: Answer, salt: Salt): Manifest {
  return Manifest.parse({
    kind: 'porchlight/manifest/v1',
    request: signed.request.id,
    version: signed.request.version,
    requestDigest: requestDigest(signed),
    consent: consentVersion,
    recipients: [signed.request.recipient],
    salt,
    day,
    rungs,
    clips: clips.map(clipOf),
  })
}

function clipOf({ name, bytes, digests, edits, time, media, original }: SealedClip): Clip {
  return {
    name,
    bytes,
    sha256: digests.content,
    original: originalCommitment(original.salt, original.sha256),
    edits,
    time,
    media,
  }
}

async function sealManifest(
  manifest: Manifest,
  tools: SealingTools,
): Promise<{ readonly file: Uint8Array; readonly digest: Digest }> {
  const text = paddedText(canonical(manifest))
  const sealing = await seal({
    source: once(text),
    bytes: text.length,
    paddedTo: text.length,
    recipients: manifest.recipients,
    tools,
  })
  const file = new Uint8Array(sealing.sealedBytes)
  let at = 0
  for await (const piece of sealing.pieces) {
    file.set(piece, at)
    at += piece.length
  }
  return { file, digest: sha256Hex(file) }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}

/** What the instance and its log said of an answer. */
export interface Logged {
  /** The instance's origin and its log's verifier key, as this client knows them. */
  readonly origin: string
  readonly logKey: string
  /** C2SP tlog-policy text, as this client knows it. */
  readonly witnessPolicy: string
  readonly submission: SubmissionId
  readonly entry: Entry
}

/**
 * What the owner keeps beside the log's proof.
 *
 * @throws {Fault} `log/no-proof` where the logged entry is not about this answer.
 */
export function receiptDetails(answer: SealedAnswer, logged: Logged): ReceiptDetails {
  const details = ReceiptDetails.parse({
    kind: 'porchlight/receipt/v1',
    ...logged,
    salt: answer.manifest.salt,
    sealed: answer.sealed,
    originals: answer.originals,
  })
  if (!receiptMatchesEntry(details) || !namesRequest(details.entry, answer))
    throw new Fault('log/no-proof')
  return details
}

/** Whether the entry names the request and the very recipients. */
function namesRequest(entry: Entry, { manifest, recipients }: SealedAnswer): boolean {
  return (
    entry.kind === 'submission.sealed' &&
    entry.request === manifest.request &&
    canonical(entry.recipients) === canonical(recipients)
  )
}
