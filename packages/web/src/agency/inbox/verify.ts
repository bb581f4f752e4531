import { requestDigestsOf } from '@porchlight/agency'
import { checkChain, submissionCommitment, webFileHasher } from '@porchlight/core'
import type { OwnRequest } from '@porchlight/core'

import type { SubmissionState } from './inbox-state.ts'
import { loggedCommitment, openLog } from './log-entry.ts'

/** One thing that was checked, and whether it holds. */
export interface Check {
  readonly name: 'log' | 'question' | 'clips' | 'chain'
  readonly holds: boolean
  /** How many were checked, of how many. */
  readonly count: number
  readonly of: number
}

/** Checks a submission again from the start: against the log as it is now, the bytes on this page, the chain. */
export async function verifySubmission(
  { listed, opening }: SubmissionState,
  own: OwnRequest,
  keys: readonly string[],
): Promise<readonly Check[]> {
  if (opening.kind !== 'open') throw new Error('Only an open submission can be verified')
  const { manifest, clips } = opening
  const sealed = listed.files.map(({ sha256 }) => sha256)
  const logged = await loggedCommitment(await openLog(), listed.logIndex)
  const held = [...clips.values()].flatMap(({ facts, opening: clip }) =>
    clip.kind === 'open' && clip.clip !== null ? [{ facts, blob: clip.clip.blob }] : [],
  )
  let right = 0
  for (const { facts, blob } of held) if ((await digestOf(blob)) === facts.sha256) right += 1
  return [
    {
      name: 'log',
      holds: submissionCommitment(manifest.salt, sealed) === logged,
      count: sealed.length,
      of: manifest.clips.length + 1,
    },
    {
      name: 'question',
      holds: requestDigestsOf(own).includes(manifest.requestDigest),
      count: 1,
      of: 1,
    },
    { name: 'clips', holds: right === held.length, count: right, of: held.length },
    {
      name: 'chain',
      holds: checkChain(listed.custody, keys).whole,
      count: listed.custody.length,
      of: listed.custody.length,
    },
  ]
}

async function digestOf(blob: Blob): Promise<string> {
  const hasher = webFileHasher()
  const reader = blob.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return await hasher.digest()
    hasher.update(value)
  }
}
