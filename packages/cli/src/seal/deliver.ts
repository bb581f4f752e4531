import type { Line } from '@porchlight/core'
import { liveToken, sendSubmission } from '@porchlight/owner'
import type { SealedAnswer, SendProgress } from '@porchlight/owner'
import { openSource } from '@porchlight/owner/node'

import { bar, size } from '../print.ts'
import type { Tools } from '../tools.ts'
import type { PreparedClip } from './clip.ts'
import type { TrustedRequest } from './trusted-request.ts'

export interface Delivery {
  readonly line: Line
  readonly trusted: TrustedRequest
  /** The household's code; null where none is needed. */
  readonly invite: string | null
  readonly answer: SealedAnswer
  readonly clips: readonly PreparedClip[]
}

/** Sends what was sealed, showing how far it is; gives the text of the receipt. */
export async function deliver(
  { line, trusted, invite, answer, clips }: Delivery,
  { terminal, random, signal, now }: Tools,
): Promise<string> {
  await using open = new AsyncDisposableStack()
  const sources = []
  for (const { sealedPath } of clips) sources.push(open.use(await openSource(sealedPath)))
  const receipt = await sendSubmission({
    line,
    answer,
    clips: sources,
    logKey: trusted.instance.logKey,
    witnessPolicy: trusted.policyText,
    checkProof: trusted.checkProof,
    token: async () => {
      terminal.status(stageLines.opening)
      const { judge } = trusted
      const about = { line, invite, now: now(), judge, except: () => false, random, signal }
      return await liveToken(answer.manifest.request, about)
    },
    resume: null,
    progress: (progress) => {
      terminal.status(progressLine(progress))
    },
    signal,
    random,
  })
  terminal.status('')
  return receipt
}

function progressLine(progress: SendProgress): string {
  if (progress.stage !== 'uploading') return stageLines[progress.stage]
  return `${bar('sending', progress.received, progress.total)} of ${size(progress.total)}`
}

const stageLines = {
  opening: 'opening the answer …',
  finishing: 'waiting for the public log …',
  waiting: 'the connection is lost: waiting, then going on …',
} as const
