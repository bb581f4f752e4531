import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { dayOf, paddedSize, sha256Hex } from '@porchlight/core'
import type { Line, SignedRequest } from '@porchlight/core'
import {
  liveToken,
  newClipName,
  newSalt,
  seal,
  sealAnswer,
  sendSubmission,
} from '@porchlight/owner'
import type { SealedClip } from '@porchlight/owner'
import { nodeTools } from '@porchlight/owner/node'

import { trustedRequest } from '../seal/trusted-request.ts'
import type { Tools } from '../tools.ts'

/** A drawn street at dusk, and a van that passes: 12 seconds, made for this demonstration. */
const sampleClip = join(import.meta.dirname, '..', '..', 'demo', 'sample.mp4')

const sampleMedia = { type: 'video/mp4', codec: 'h264', width: 640, height: 360, seconds: 12 }

/** Somebody across the street answers with one clip, so that the inbox is not empty. */
export async function answerAsNeighbour(
  line: Line,
  { request }: SignedRequest,
  tools: Tools,
): Promise<void> {
  const { instance, policyText, published, judge, checkProof } = await trustedRequest(
    { line, request: request.id, logKey: null, policyText: null },
    tools,
  )
  const { signed } = published
  const { clip, file } = await sealSample(signed, tools)
  const rungs = { statement: 'Filmed from a porch on Fourth Avenue. The van came from the left.' }
  const day = dayOf(tools.now())
  const answer = await sealAnswer({ signed, clips: [clip], rungs, day }, nodeTools)
  await sendSubmission({
    line,
    answer,
    clips: [file],
    logKey: instance.logKey,
    witnessPolicy: policyText,
    checkProof,
    token: async () =>
      await liveToken(request.id, {
        line,
        invite: null,
        now: tools.now(),
        judge,
        except: () => false,
        random: tools.random,
        signal: tools.signal,
      }),
    resume: null,
    random: tools.random,
    signal: tools.signal,
  })
}

async function sealSample(
  { request }: SignedRequest,
  { random }: Tools,
): Promise<{ readonly clip: SealedClip; readonly file: Blob }> {
  const bytes = new Uint8Array(await readFile(sampleClip))
  const sealing = await seal({
    source: once(bytes),
    bytes: bytes.length,
    paddedTo: paddedSize(bytes.length),
    recipients: [request.recipient],
    tools: nodeTools,
  })
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const piece of sealing.pieces) parts.push(new Uint8Array(piece))
  const clip = {
    name: newClipName(random),
    bytes: bytes.length,
    digests: sealing.digests(),
    edits: {
      cut: { from: 4, to: 16 },
      audio: 'removed',
      picture: 're-encoded',
      boxes: 0,
      masks: 0,
    },
    time: {
      displayed: request.incidentAt,
      otherwise: null,
      method: 'owner-said',
      clock: null,
      picture: null,
    },
    media: sampleMedia,
    original: { fileName: 'porch.mp4', sha256: sha256Hex(bytes), salt: newSalt(random) },
  } as const
  return { clip, file: new Blob(parts) }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}
