import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

import { sampleVideo } from '@porchlight/e2e'

import { planted } from './planted.ts'

const run = promisify(execFile)

/** A recording that tells where, by what and whose it is wherever a recording can. */
export async function makeClip(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const [longitude, latitude] = planted.folderPlace
  const tags = [
    `title=${planted.title} ${text}`,
    `comment=${planted.comment}`,
    `make=${planted.maker}`,
    `location=+${String(latitude)}${String(longitude)}/`,
  ]
  const metadata = tags.flatMap((tag) => ['-metadata', tag])
  const options = ['-v', 'error', '-y', '-i', sampleVideo, '-c', 'copy']
  await run('ffmpeg', [...options, '-movflags', 'use_metadata_tags', ...metadata, path])
  await appendFile(path, freeBox(`${planted.burnt} ${text}\n`.repeat(50)))
  // as a recorder left it: what was changed just now is still written
  await utimes(path, new Date(), new Date(Date.now() - 3_600_000))
}

/** ISO/IEC 14496-12, 8.1.2: contents of a free space box are irrelevant; a recorder's are not. */
function freeBox(text: string): Buffer {
  const contents = Buffer.from(text)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(contents.length + 8)
  head.write('free', 4)
  return Buffer.concat([head, contents])
}

/** As hex digits. */
export async function sha256Of(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
}
