import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { dayOf, entryBytes, Fault, Manifest, paddedSize, ReceiptDetails } from '@porchlight/core'
import type { Instant, Line, LoggedEntry, Random, RequestId, Token } from '@porchlight/core'
import { formatPublicKey, parsePolicy, verifyWitnessedProof } from '@porchlight/log'
import { newClipName, newSalt, sealAnswer, sendSubmission } from '@porchlight/owner'
import type { LocalId, SealedAnswer, SealedClip } from '@porchlight/owner'
import { fileDigest, fileSource, nodeTools, openSource, sealToFile } from '@porchlight/owner/node'
import { z } from 'zod'

import type { KeptAnswer } from '../state/state.ts'
import type { Deliver } from './answers.ts'

/** A copy that may leave, and what the manifest says of it. */
export interface ReadyCopy {
  readonly path: string
  readonly edits: SealedClip['edits']
  readonly time: SealedClip['time']
  readonly media: SealedClip['media']
  /** The untouched file, to be committed to. */
  readonly original: { readonly path: string; readonly fileName: string } & AsyncDisposable
}

/** A sealed answer as it is kept until the log has it: sent again, its bytes must be the same. */
export const KeptSealed = z.strictObject({
  manifest: Manifest,
  /** Standard base64. */
  manifestFile: z.base64(),
  sealed: z.array(z.string()),
  recipients: z.array(z.string()),
  commitment: z.string(),
  originals: ReceiptDetails.shape.originals,
})
export type KeptSealed = z.infer<typeof KeptSealed>

export interface DeliverTools {
  readonly line: () => Line
  /** C2SP tlog-policy text by which feeds are believed. */
  readonly policyText: () => string
  readonly token: (request: RequestId) => Token
  readonly copy: (id: LocalId, signal: AbortSignal) => Promise<ReadyCopy>
  readonly sealed: {
    readonly get: (id: LocalId) => KeptSealed | null
    readonly put: (id: LocalId, sealed: KeptSealed) => void
    readonly delete: (id: LocalId) => void
  }
  /** Where sealed files wait; they tell nothing. */
  readonly directory: string
  readonly random: Random
  readonly now: () => Instant
}

/** Seals the copies of an answer once, sends them, and gives the text of the receipt. */
export function deliverer(tools: DeliverTools): Deliver {
  return async (answer, { opened, progress, signal }) => {
    const directory = join(tools.directory, answer.id)
    const sealed =
      tools.sealed.get(answer.id) ?? (await sealAll(answer, { tools, directory, signal }))
    await using open = new AsyncDisposableStack()
    const clips = []
    for (const { name } of sealed.manifest.clips)
      clips.push(open.use(await openSource(join(directory, `${name}.age`))))
    const policyText = tools.policyText()
    const receipt = await sendSubmission({
      line: tools.line(),
      answer: { ...sealed, manifestFile: Buffer.from(sealed.manifestFile, 'base64') },
      clips,
      logKey: logKeyOf(policyText),
      witnessPolicy: policyText,
      checkProof: (logged) => holds(logged, policyText),
      token: async () => await Promise.resolve(tools.token(answer.live.signed.request.id)),
      resume: answer.opened,
      opened,
      progress: (at) => {
        if (at.stage === 'uploading') progress(at.received / at.total)
      },
      signal,
      random: tools.random,
    })
    tools.sealed.delete(answer.id)
    await rm(directory, { recursive: true, force: true })
    return receipt
  }
}

interface SealingPlace {
  readonly tools: DeliverTools
  readonly directory: string
  readonly signal: AbortSignal
}

async function sealAll(answer: KeptAnswer, place: SealingPlace): Promise<KeptSealed> {
  const { tools, directory } = place
  // what an earlier attempt left is of no use: its manifest was never written
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const clips: SealedClip[] = []
  for (const id of answer.copies) clips.push(await sealOne(answer, id, place))
  const { live, rungs } = answer
  const sealed = kept(
    await sealAnswer({ signed: live.signed, clips, rungs, day: dayOf(tools.now()) }, nodeTools),
  )
  tools.sealed.put(answer.id, sealed)
  return sealed
}

async function sealOne(
  { live }: KeptAnswer,
  id: LocalId,
  { tools, directory, signal }: SealingPlace,
): Promise<SealedClip> {
  const { path, edits, time, media, original } = await tools.copy(id, signal)
  await using untouched = original
  const name = newClipName(tools.random)
  const { size: bytes } = await stat(path)
  const { digests } = await sealToFile(
    {
      source: fileSource(path),
      bytes,
      paddedTo: paddedSize(bytes),
      recipients: [live.signed.request.recipient],
      tools: nodeTools,
      signal,
    },
    join(directory, `${name}.age`),
  )
  const sha256 = await fileDigest(untouched.path, signal)
  const fileName = basename(untouched.fileName)
  return {
    name,
    bytes,
    digests,
    edits,
    time,
    media,
    original: { fileName, sha256, salt: newSalt(tools.random) },
  }
}

function kept({ manifestFile, ...answer }: SealedAnswer): KeptSealed {
  return KeptSealed.parse({ ...answer, manifestFile: Buffer.from(manifestFile).toString('base64') })
}

/** The key of the log that the policy names first; without one nothing was ever followed. */
function logKeyOf(policyText: string): string {
  const [log] = parsePolicy(policyText).logs
  if (log === undefined) throw new Fault('seal/untrusted-request')
  return formatPublicKey(log.key)
}

function holds({ proof, entry }: LoggedEntry, policyText: string): boolean {
  const policy = parsePolicy(policyText)
  return verifyWitnessedProof({ proof, entry: entryBytes(entry), policy }).verified
}
