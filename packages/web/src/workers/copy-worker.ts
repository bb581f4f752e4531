import { pieces } from '@porchlight/core'
import { blobFile, isLonger, proveCopy, stripMp4 } from '@porchlight/owner'
import type { CopyFacts } from '@porchlight/owner'

import type { CopyJob, CopyReport, CopyTrouble } from './copy-job.ts'
import { CannotEncode, encode } from './encode.ts'
import { folderAt, newFile, writeFile } from './worker-files.ts'

addEventListener('message', ({ data }: MessageEvent<CopyJob>) => {
  void makeCopy(data).then(report)
})

function report(what: CopyReport): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener: its page
  postMessage(what)
}

/** A copy is written in pieces of this size. */
const writtenAtOnce = 1024 ** 2

/**
 * Encodes, strips, proves; leaves the copy in the job's folder under the job's name only where the
 * proof holds.
 */
async function makeCopy(job: CopyJob): Promise<CopyReport> {
  try {
    const folder = await folderAt(job.folder)
    const seconds = await encodeAndStrip(job, folder)
    const copy = await folder.getFileHandle(job.name)
    const verdict = await proveCopy(blobFile(await copy.getFile()))
    const found = verdict.clean ? tooLong(verdict.facts, seconds) : verdict.because
    if (verdict.clean && found === null) return { kind: 'made', facts: verdict.facts }
    await folder.removeEntry(job.name)
    return { kind: 'trouble', trouble: 'not-clean', found }
  } catch (error) {
    return { kind: 'trouble', trouble: troubleOf(error), found: null }
  }
}

/** @returns the seconds asked for */
async function encodeAndStrip(job: CopyJob, folder: FileSystemDirectoryHandle): Promise<number> {
  const rawName = `${job.name}.raw`
  const raw = await newFile(folder, rawName)
  try {
    const { seconds } = await encode(job, raw, (part) => {
      report({ kind: 'progress', part })
    })
    const stripped = stripMp4({ size: raw.size(), read: raw.read })
    await writeFile(folder, job.name, gathered(stripped))
    return seconds
  } finally {
    raw.close()
    await folder.removeEntry(rawName)
  }
}

/** @yields the same bytes in fewer pieces */
async function* gathered(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const { bytes } of pieces(source, writtenAtOnce)) yield bytes
}

function tooLong(facts: CopyFacts, asked: number): 'too-long' | null {
  return isLonger(facts, asked) ? 'too-long' : null
}

function troubleOf(error: unknown): CopyTrouble {
  if (error instanceof CannotEncode) return error.because
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return 'no-room'
  // what decoders throw for a damaged or unknown stream
  if (error instanceof DOMException && error.name === 'EncodingError') return 'cannot-decode'
  return 'failed'
}
