import { execFile } from 'node:child_process'
import { access, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { BrownOptions } from './brown.ts'
import type { Voice } from './voice.ts'

const run = promisify(execFile)

/** Pedestrians in a shopping street, 768×576: Debian's package opencv-doc. */
const debianFootage = '/usr/share/doc/opencv-doc/examples/data/vtest.avi'
const ownFootage = join(import.meta.dirname, '..', '..', 'cli', 'demo', 'sample.mp4')

/** Cutting 4 MiB takes a fraction of a second, making the film some seconds. */
const cutMillis = 60_000

/** A clip on the disk of its owner. */
export interface ClipFile {
  readonly path: string
  readonly bytes: number
}

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
  // every picture is whole, so that a clip can begin at any
  await ffmpeg(['-i', source, '-an', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '1', film])
  const step = (await secondsOf(film)) / (owners * clips)
  const made: ClipFile[][] = []
  for (let owner = 0; owner < owners; owner += 1) {
    const own = join(directory, `owner-${String(owner + 1)}`)
    await mkdir(own)
    const files: ClipFile[] = []
    for (let at = 0; at < clips; at += 1) {
      const path = join(own, `clip-${String(at + 1)}.mp4`)
      await cut({ film, path, second: (owner * clips + at) * step, bytes: clipBytes })
      files.push({ path, bytes: (await stat(path)).size })
    }
    made.push(files)
    note(`cut for ${String(made.length)} of ${String(owners)} owners`)
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
  /** Where it begins. */
  readonly second: number
  readonly bytes: number
}

async function secondsOf(film: string): Promise<number> {
  const words = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', film]
  const { stdout } = await run('ffprobe', words, { timeout: cutMillis })
  return Number(stdout)
}

/** Copies the pictures, over and over until the clip has its size. */
async function cut({ film, path, second, bytes }: CutInput): Promise<void> {
  const from = ['-stream_loop', '-1', '-ss', second.toFixed(3), '-i', film]
  await ffmpeg([...from, '-c', 'copy', '-fs', String(bytes), '-metadata', `title=${path}`, path])
}

async function ffmpeg(words: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', ...words], { timeout: cutMillis })
}
