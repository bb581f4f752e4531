import { execFile } from 'node:child_process'
import { access, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { BrownOptions, ClipFile, Voice } from './brown.ts'

const run = promisify(execFile)

/** Pedestrians in a shopping street, 768×576: Debian's package opencv-doc. */
const debianFootage = '/usr/share/doc/opencv-doc/examples/data/vtest.avi'
const ownFootage = join(import.meta.dirname, '..', '..', 'cli', 'demo', 'sample.mp4')

/** Cutting 4 MiB takes a fraction of a second. */
const cutMillis = 60_000

export type FootageOptions = Pick<BrownOptions, 'owners' | 'clips' | 'clipBytes' | 'footage'> & {
  readonly directory: string
}

/**
 * Clips of real footage for every owner, no two of them alike: each begins somewhere else, and
 * carries its own title.
 */
export async function makeFootage(
  { owners, clips, clipBytes, footage, directory }: FootageOptions,
  { note }: Voice,
): Promise<readonly (readonly ClipFile[])[]> {
  const source = footage ?? (await footageHere())
  note(`cutting ${String(owners * clips)} clips from ${source} …`)
  const film = join(directory, 'film.mp4')
  await ffmpeg(['-i', source, '-an', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', film])
  const made: ClipFile[][] = []
  for (let owner = 0; owner < owners; owner += 1) {
    const own = join(directory, `owner-${String(owner + 1)}`)
    await mkdir(own)
    const files: ClipFile[] = []
    for (let at = 0; at < clips; at += 1) {
      const path = join(own, `clip-${String(at + 1)}.mp4`)
      await cut({ film, path, second: (owner + at * 3) % 10, bytes: clipBytes })
      files.push({ path, bytes: (await stat(path)).size })
    }
    made.push(files)
  }
  return made
}

async function footageHere(): Promise<string> {
  return await access(debianFootage).then(
    () => debianFootage,
    () => ownFootage,
  )
}

interface CutInput {
  readonly film: string
  readonly path: string
  readonly second: number
  readonly bytes: number
}

/** Copies the pictures, over and over until the clip has its size. */
async function cut({ film, path, second, bytes }: CutInput): Promise<void> {
  const from = ['-stream_loop', '-1', '-ss', String(second), '-i', film]
  await ffmpeg([...from, '-c', 'copy', '-fs', String(bytes), '-metadata', `title=${path}`, path])
}

async function ffmpeg(words: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', ...words], { timeout: cutMillis })
}
