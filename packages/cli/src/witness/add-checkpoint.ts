import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { answerOf, LogError, parseAddCheckpoint } from '@porchlight/log'
import type { HttpAnswer, WitnessVerdict } from '@porchlight/log'

import type { WitnessBody } from './body.ts'

/** Requests that show a fork, each beside what was cosigned. */
const evidenceDirectory = 'evidence'

/** Answers a request, and keeps it where it shows that the log has lied. */
export async function addCheckpoint(text: string, body: WitnessBody): Promise<HttpAnswer> {
  const { witness, now, tell } = body
  try {
    const verdict = await witness.addCheckpoint(text, now())
    if (!verdict.cosigned) await heed(verdict, text, body)
    return answerOf(verdict)
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    tell(`Nothing was cosigned: ${error.message}`)
    // Its own clock, load, disk or memory: the log has done nothing wrong, and may ask again.
    return { status: 503, contentType: 'text/plain; charset=utf-8', body: `${error.code}\n` }
  }
}

async function heed(
  { because }: Extract<WitnessVerdict, { readonly cosigned: false }>,
  text: string,
  { directory, store, tell }: WitnessBody,
): Promise<void> {
  if (because !== 'forked' && because !== 'proof-wrong') return
  const { checkpoint, note } = parseAddCheckpoint(text)
  const { origin, size } = checkpoint
  if (because === 'proof-wrong') {
    // anybody may send a true checkpoint with a wrong proof
    tell(`${origin} did not prove that its ${String(size)} entries continue what was cosigned.`)
    return
  }
  const held = await store.read(origin)
  const path = join(directory, evidenceDirectory, `fork-${rootName(checkpoint.root)}.txt`)
  await mkdir(join(directory, evidenceDirectory), { recursive: true })
  await writeFile(path, `${held ?? ''}\n${note}`)
  tell(`FORK: ${origin} has signed two histories of ${String(size)} entries. Both are in ${path}`)
}

/** Names evidence by the root, so that the same lie is kept once. */
function rootName(root: Uint8Array): string {
  return Buffer.from(root).toString('hex').slice(0, 16)
}
