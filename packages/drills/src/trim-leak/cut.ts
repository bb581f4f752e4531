import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Fault } from '@porchlight/core'
import type { CopyPage } from '@porchlight/e2e'
import { makeCopy, probe } from '@porchlight/owner/node'

import { film } from './film.ts'
import { ffmpeg, split } from './tool.ts'

export interface CutJob {
  readonly path: string
  readonly directory: string
  readonly sound: boolean
  /** Seconds of the film that a file does not show. */
  readonly shift: number
  /** The second at which the file begins, as it is written in it. */
  readonly begin: number
}

/** A copy, or why there is none. */
export type Outcome =
  | { readonly kind: 'copy'; readonly path: string }
  | { readonly kind: 'refused'; readonly because: string }

/** What makes a copy of a cut. */
export type Cutter = (job: CutJob) => Promise<Outcome>

/** The hub's own way: ffprobe and ffmpeg behind the fence, rebuilt, proved. */
export async function hubCut({ path, directory, sound, shift }: CutJob): Promise<Outcome> {
  const target = join(directory, 'hub.mp4')
  try {
    await makeCopy({
      source: path,
      probe: await probe(path),
      target,
      cut: cutAt(shift),
      audio: sound ? 'kept' : 'removed',
    })
    return { kind: 'copy', path: target }
  } catch (error) {
    if (error instanceof Fault) return { kind: 'refused', because: error.code }
    throw error
  }
}

/** The browser's own way: the worker of the owner's app, which counts seconds as they are written in the file. */
export function browserCut(page: CopyPage): Cutter {
  return async ({ path, directory, sound, shift, begin }) => {
    const name = 'original'
    const cut = cutAt(shift - begin)
    const { bytes, says } = await page.copy({ path, name, cut, sound, boxes: [] })
    if (bytes === null) return { kind: 'refused', because: says }
    const target = join(directory, 'browser.mp4')
    await writeFile(target, bytes)
    return { kind: 'copy', path: target }
  }
}

/** What the drill must catch: the stream is copied; with its tags, or as people clean files who know a little. */
export function streamCut(words: string): Cutter {
  return async ({ path, directory, shift }) => {
    const target = join(directory, 'stream.mp4')
    const { from, to } = cutAt(shift)
    const span = ['-ss', String(from), '-i', path, '-t', String(to - from)]
    await ffmpeg(...span, ...split(`-map 0:v:0 -c copy ${words}`), target)
    return { kind: 'copy', path: target }
  }
}

function cutAt(shift: number): { readonly from: number; readonly to: number } {
  return { from: film.cut.from - shift, to: film.cut.to - shift }
}
