import { execFile } from 'node:child_process'
import { mkdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

import type { BrownOptions } from './brown.ts'
import type { Voice } from './voice.ts'

const run = promisify(execFile)

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
 * Clips of real footage for every owner, no two of them alike: owners take the films in turn, each
 * clip begins somewhere else, and carries its own title.
 */
export async function makeFootage(
  { owners, clips, clipBytes, footage, directory }: FootageOptions,
  { note }: Voice,
): Promise<readonly (readonly ClipFile[])[]> {
  const names = footage.map((path) => basename(path)).join(', ')
  note(`cutting ${String(owners * clips)} clips from ${names} …`)
  const films = await makeFilms(footage, directory)
  const made: ClipFile[][] = []
  for (let owner = 0; owner < owners; owner += 1) {
    const { path: film, seconds } = filmOf(films, owner)
    const own = join(directory, `owner-${String(owner + 1)}`)
    await mkdir(own)
    const files: ClipFile[] = []
    for (let at = 0; at < clips; at += 1) {
      const path = join(own, `clip-${String(at + 1)}.mp4`)
      const second = ((owner * clips + at) / (owners * clips)) * seconds
      await cut({ film, path, second, bytes: clipBytes })
      files.push({ path, bytes: (await stat(path)).size })
    }
    made.push(files)
    note(`cut for ${String(made.length)} of ${String(owners)} owners`)
  }
  return made
}

interface Film {
  readonly path: string
  readonly seconds: number
}

/** In every film each picture is whole, so that a clip can begin at any. */
async function makeFilms(footage: readonly string[], directory: string): Promise<readonly Film[]> {
  const films: Film[] = []
  for (const [at, source] of footage.entries()) {
    const path = join(directory, `film-${String(at + 1)}.mp4`)
    const pictures = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '1']
    await ffmpeg(['-t', String(filmSeconds), '-i', source, '-an', ...pictures, path])
    films.push({ path, seconds: await secondsOf(path) })
  }
  return films
}

/** Of a long recording the beginning will do. */
const filmSeconds = 10

function filmOf(films: readonly Film[], owner: number): Film {
  const film = films[owner % films.length]
  if (film === undefined) throw new Error('There is no footage')
  return film
}

async function secondsOf(film: string): Promise<number> {
  const words = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', film]
  const { stdout } = await run('ffprobe', words, { timeout: cutMillis })
  return Number(stdout)
}

interface CutInput {
  readonly film: string
  readonly path: string
  /** Where it begins. */
  readonly second: number
  readonly bytes: number
}

/** Copies the pictures, over and over until the clip has its size. */
async function cut({ film, path, second, bytes }: CutInput): Promise<void> {
  const from = ['-stream_loop', '-1', '-ss', second.toFixed(3), '-i', film]
  await ffmpeg([...from, '-c', 'copy', '-fs', String(bytes), '-metadata', `title=${path}`, path])
}

async function ffmpeg(words: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-nostdin', ...words], { timeout: cutMillis })
}
