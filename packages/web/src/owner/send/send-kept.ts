import { Fault } from '@porchlight/core'
import { sendSubmission } from '@porchlight/owner'
import type { OpenedSubmission, SendProgress } from '@porchlight/owner'

import { line } from '../../ui/line.ts'
import { random } from '../../ui/randomness.ts'
import { proofJudge } from '../check-request.ts'
import { tokenFor } from '../tokens/tokens.ts'
import { keepOpened, keepReceipt } from './kept-answer.ts'
import type { KeptAnswer } from './kept-answer.ts'

export interface SendKeptInput {
  readonly kept: KeptAnswer
  readonly progress: (progress: SendProgress) => void
  readonly signal: AbortSignal
}

/**
 * Sends a kept answer, from where it stopped. When it is through, the receipt is kept in its place.
 *
 * @returns the receipt
 * @throws {Fault}; the signal's reason
 */
export async function sendKept(input: SendKeptInput): Promise<string> {
  const receipt = await sendOrBegin(input)
  await keepReceipt(input.kept.answer.manifest.request, receipt)
  return receipt
}

/** Instances forget answers that were never finished: then it begins anew, with the same sealed files. */
async function sendOrBegin(input: SendKeptInput): Promise<string> {
  const { opened } = input.kept
  try {
    return await send(input, opened)
  } catch (error) {
    const forgotten = error instanceof Fault && error.code === 'submission/not-found'
    if (!forgotten || opened === null) throw error
    return await send(input, null)
  }
}

async function send(
  { kept: { answer, clips, logKey, witnessPolicy }, progress, signal }: SendKeptInput,
  resume: OpenedSubmission | null,
): Promise<string> {
  const judge = proofJudge(witnessPolicy)
  return await sendSubmission({
    line,
    answer,
    clips,
    logKey,
    witnessPolicy,
    checkProof: ({ proof, entry }) => judge(proof, entry) === 'holds',
    token: async () => await tokenFor(answer.manifest.request),
    resume,
    opened: async (opened) => {
      await keepOpened(answer.manifest.request, opened)
    },
    progress,
    signal,
    random,
  })
}
