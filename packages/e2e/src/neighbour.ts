import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

import { api, call, dayOf, entryBytes, instantOf, paddedSize } from '@porchlight/core'
import type { Rungs, SignedRequest } from '@porchlight/core'
import { parsePolicy, verifyWitnessedProof } from '@porchlight/log'
import {
  liveToken,
  newClipName,
  newSalt,
  seal,
  sealAnswer,
  sendSubmission,
} from '@porchlight/owner'
import type { SealedAnswer, SealedClip, SendInput } from '@porchlight/owner'
import { nodeTools, openSource } from '@porchlight/owner/node'

import { stranger } from './person.ts'

/** What a neighbour sent, and what came back. */
export interface Sent {
  readonly answer: SealedAnswer
  /** The receipt's file as text. */
  readonly receipt: string
}

function random(length: number): Uint8Array {
  return randomBytes(length)
}

export interface Answering {
  readonly origin: string
  readonly signed: SignedRequest
  /** Where the sealed files lie while they are sent; the system's place for such unless given. */
  readonly within?: string
  /** None of the ladder unless given. */
  readonly rungs?: Rungs
}

/** Answers a request with files as they are, sealed in a directory of its own that is wiped afterwards. */
export async function answerWith(
  { origin, signed, within = tmpdir(), rungs = {} }: Answering,
  files: readonly string[],
  changes: Partial<SendInput> = {},
): Promise<Sent> {
  const directory = await mkdtemp(join(within, 'porchlight-neighbour-'))
  try {
    const clips = []
    for (const file of files) clips.push(await sealClip(signed, file, directory))
    const day = dayOf(instantOf(Date.now()))
    const answer = await sealAnswer({ signed, clips, rungs, day }, nodeTools)
    const receipt = await send(origin, answer, { directory, changes })
    return { answer, receipt }
  } finally {
    await rm(directory, { recursive: true })
  }
}

async function sealClip(
  { request }: SignedRequest,
  path: string,
  directory: string,
): Promise<SealedClip> {
  const name = newClipName(random)
  const original = await open(path)
  const { size } = await original.stat()
  const sha256 = createHash('sha256')
    .update(await original.readFile())
    .digest('hex')
  await original.close()
  const sealing = await seal({
    source: createReadStream(path),
    bytes: size,
    paddedTo: paddedSize(size),
    recipients: [request.recipient],
    tools: nodeTools,
  })
  const out = await open(join(directory, name), 'w')
  for await (const piece of sealing.pieces) await out.write(piece)
  await out.close()
  const measured = { errorSeconds: 2, checkedOn: dayOf(request.incidentAt) }
  return {
    name,
    bytes: size,
    digests: sealing.digests(),
    edits: { cut: null, audio: 'none', picture: 'original', boxes: 0, masks: 0 },
    time: {
      displayed: request.incidentAt,
      otherwise: null,
      method: 'recorder',
      clock: { ...measured, offsetSeconds: 72, method: 'owner-photo' },
      picture: { ...measured, offsetSeconds: -3600, method: 'onvif' },
    },
    media: { type: 'video/mp4', codec: null, width: null, height: null, seconds: null },
    original: { fileName: basename(path), sha256, salt: newSalt(random) },
  }
}

async function send(
  origin: string,
  answer: SealedAnswer,
  { directory, changes }: { readonly directory: string; readonly changes: Partial<SendInput> },
): Promise<string> {
  const line = stranger(origin)
  const { logKey, witnessPolicy } = await call(line, api.instance, {})
  const policy = parsePolicy(witnessPolicy)
  await using sources = new AsyncDisposableStack()
  const clips = []
  for (const { name } of answer.manifest.clips) {
    clips.push(sources.use(await openSource(join(directory, name))))
  }
  return await sendSubmission({
    line,
    answer,
    clips,
    logKey,
    witnessPolicy,
    checkProof: ({ proof, entry }) =>
      verifyWitnessedProof({ proof, entry: entryBytes(entry), policy }).verified,
    token: async () =>
      await liveToken(answer.manifest.request, {
        line,
        invite: null,
        now: instantOf(Date.now()),
        judge: (proof, entry) =>
          verifyWitnessedProof({ proof, entry: entryBytes(entry), policy }).verified
            ? 'holds'
            : 'not-logged',
        except: () => false,
        random,
      }),
    resume: null,
    random,
    ...changes,
  })
}
