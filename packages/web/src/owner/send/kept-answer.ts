import { recipientId, submissionCommitment, SubmissionId } from '@porchlight/core'
import type { RequestId } from '@porchlight/core'
import type { OpenedSubmission, SealedAnswer } from '@porchlight/owner'

import { answerFiles, KeptFacts } from '../../workers/answer-files.ts'
import { deleteFolder, fileIn } from '../device/work-folder.ts'
import { writeInWorker } from './seal-work.ts'

/** A sealed answer on this device that is not sent yet. */
export interface KeptAnswer {
  readonly logKey: string
  readonly witnessPolicy: string
  readonly answer: SealedAnswer
  /** The sealed clips, in the manifest's order. */
  readonly clips: readonly File[]
  /** Null before the instance knows of it. */
  readonly opened: OpenedSubmission | null
}

/** What this device holds of an answer to a request. */
export type Kept =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unsent'; readonly kept: KeptAnswer }
  | { readonly kind: 'sent'; readonly receipt: File }

/** Where an answer to a request is kept until it is sent. One at a time. */
export function answerFolder(request: RequestId): string {
  return `answer-${request}`
}

/** Looks for an answer; what was not sealed to its end is deleted, as nothing can be done with it. */
export async function findKept(request: RequestId): Promise<Kept> {
  const folder = answerFolder(request)
  const receipt = await fileIn(folder, answerFiles.receipt)
  if (receipt !== null) return { kind: 'sent', receipt }
  const kept = await unsentIn(folder)
  if (kept !== null) return { kind: 'unsent', kept }
  await deleteFolder(folder)
  return { kind: 'nothing' }
}

async function unsentIn(folder: string): Promise<KeptAnswer | null> {
  const facts = KeptFacts.safeParse(await jsonIn(folder, answerFiles.facts)).data
  const manifestFile = await fileIn(folder, answerFiles.manifest)
  if (facts === undefined || manifestFile === null) return null
  const { manifest, sealed, originals, logKey, witnessPolicy } = facts
  const clips: File[] = []
  for (const { name } of manifest.clips) {
    const clip = await fileIn(folder, answerFiles.clip(name))
    if (clip === null) return null
    clips.push(clip)
  }
  const answer = {
    manifest,
    manifestFile: new Uint8Array(await manifestFile.arrayBuffer()),
    sealed,
    originals,
    recipients: manifest.recipients.map(recipientId),
    commitment: submissionCommitment(manifest.salt, sealed),
  }
  return { logKey, witnessPolicy, answer, clips, opened: await openedIn(folder) }
}

async function openedIn(folder: string): Promise<OpenedSubmission | null> {
  const json = await jsonIn(folder, answerFiles.opened)
  if (typeof json !== 'object' || json === null || !('submission' in json) || !('secret' in json))
    return null
  const submission = SubmissionId.safeParse(json.submission).data
  return submission !== undefined && typeof json.secret === 'string'
    ? { submission, secret: json.secret }
    : null
}

/** Undefined where there is no such file, or none that was written to its end. */
async function jsonIn(folder: string, name: string): Promise<unknown> {
  const file = await fileIn(folder, name)
  if (file === null) return undefined
  try {
    return JSON.parse(await file.text())
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Remembers what the instance calls the answer, so that sending can go on after this tab is gone. */
export async function keepOpened(request: RequestId, opened: OpenedSubmission): Promise<void> {
  await writeInWorker(answerFolder(request), answerFiles.opened, JSON.stringify(opened))
}

/** Keeps the receipt until it is saved, and deletes everything else of the answer. */
export async function keepReceipt(request: RequestId, receipt: string): Promise<void> {
  const folder = answerFolder(request)
  await writeInWorker(folder, answerFiles.receipt, receipt)
  const root = await navigator.storage.getDirectory()
  const directory = await root.getDirectoryHandle(folder)
  for await (const name of directory.keys()) {
    if (name !== answerFiles.receipt) await directory.removeEntry(name)
  }
}

export async function deleteKept(request: RequestId): Promise<void> {
  await deleteFolder(answerFolder(request))
}

/** Bytes of a sealed answer. */
export function sealedBytes({ answer, clips }: KeptAnswer): number {
  return clips.reduce((sum, { size }) => sum + size, answer.manifestFile.length)
}
