import { stat } from 'node:fs/promises'
import { basename } from 'node:path'

import { dayOf, entryBytes, Fault, paddedSize } from '@porchlight/core'
import type { Instant, Line, LoggedEntry, Random, RequestId, Token } from '@porchlight/core'
import { formatPublicKey, parsePolicy, verifyWitnessedProof } from '@porchlight/log'
import { newClipName, newSalt, sealAnswer, sendSubmission } from '@porchlight/owner'
import type { LocalId, SealedAnswer, SealedClip } from '@porchlight/owner'
import { fileSource, nodeTools, openSource, sealToFile } from '@porchlight/owner/node'

import type { KeptAnswer } from '../state/state.ts'
import type { Deliver } from './answers.ts'
import { KeptSealed } from './sealed-answers.ts'
import type { SealedAnswers } from './sealed-answers.ts'

/** A copy that may leave, and what the manifest says of it. */
export interface ReadyCopy {
  readonly path: string
  readonly edits: SealedClip['edits']
  readonly time: SealedClip['time']
  readonly media: SealedClip['media']
  /** The untouched file, which is committed to. */
  readonly original: Pick<SealedClip['original'], 'fileName' | 'sha256'>
}

export interface DeliverTools {
  readonly line: () => Line
  /** C2SP tlog-policy text by which feeds are believed. */
  readonly policyText: () => string
  readonly token: (request: RequestId) => Token
  readonly copy: (id: LocalId, signal: AbortSignal) => Promise<ReadyCopy>
  readonly sealed: Pick<SealedAnswers, 'begin' | 'get' | 'pathOf' | 'put'>
  readonly random: Random
  readonly now: () => Instant
}

/** Seals the copies of an answer once, sends them, and gives the text of the receipt. */
export function deliverer(tools: DeliverTools): Deliver {
  return async (answer, { opened, progress, signal }) => {
    const sealed = tools.sealed.get(answer.id) ?? (await sealAll(answer, { tools, signal }))
    await using open = new AsyncDisposableStack()
    const clips = []
    for (const { name } of sealed.manifest.clips)
      clips.push(open.use(await openSource(tools.sealed.pathOf(answer.id, name))))
    const policyText = tools.policyText()
    return await sendSubmission({
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
  }
}

interface SealingPlace {
  readonly tools: DeliverTools
  readonly signal: AbortSignal
}

async function sealAll(answer: KeptAnswer, place: SealingPlace): Promise<KeptSealed> {
  const { tools } = place
  await tools.sealed.begin(answer.id)
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
  { id: answer, live }: KeptAnswer,
  id: LocalId,
  { tools, signal }: SealingPlace,
): Promise<SealedClip> {
  const { path, edits, time, media, original } = await tools.copy(id, signal)
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
    tools.sealed.pathOf(answer, name),
  )
  const fileName = basename(original.fileName)
  return {
    name,
    bytes,
    digests,
    edits,
    time,
    media,
    original: { ...original, fileName, salt: newSalt(tools.random) },
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
