import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { FoundClip, OpenedOriginal } from './source.ts'

export interface FetchPlan {
  /** Where originals that were fetched lie while they are open. */
  readonly directory: string
  readonly clip: Pick<FoundClip, 'camera' | 'time'>
  readonly fetch: (path: string) => Promise<void>
}

/** An original that a recorder gave over the network, named as its owner would; gone when it is disposed of, or could not be had. */
export async function fetchedOriginal({
  directory,
  clip,
  fetch,
}: FetchPlan): Promise<OpenedOriginal> {
  const { camera, time } = clip
  const place = await mkdtemp(join(directory, 'fetched-'))
  const path = join(place, 'original')
  async function drop(): Promise<void> {
    await rm(place, { recursive: true, force: true })
  }
  try {
    await fetch(path)
  } catch (error) {
    await drop()
    throw error
  }
  const fileName = `${camera} ${time.shown.replaceAll(':', '.')}.mp4`
  return { path, fileName, time, [Symbol.asyncDispose]: drop }
}
