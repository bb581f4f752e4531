import { copyFile, link, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

import { Fault } from '@porchlight/core'

/** The recorder may be on another disk, or in a place where links are not allowed. */
const noLink: ReadonlySet<unknown> = new Set(['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EACCES'])
const noRoom: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT'])

/** A copy leaves so much of the disk to everything else that the machine does. */
const spareBytes = 256 * 1024 ** 2

/**
 * Gives a file a second name, or copies it where that cannot be; whole or not at all.
 *
 * @throws {Fault} `source/gone`, `disk/full`
 */
export async function keepFile(original: string, kept: string): Promise<void> {
  try {
    await link(original, kept)
  } catch (error) {
    if (!noLink.has(codeOf(error))) throw faultOf(error)
    await copyWhole(original, kept)
  }
}

async function copyWhole(original: string, kept: string): Promise<void> {
  const part = `${kept}.part`
  try {
    const { size } = await stat(original)
    const { bavail, bsize } = await statfs(dirname(kept))
    if (size + spareBytes > bavail * bsize) throw new Fault('disk/full')
    await copyFile(original, part)
    await rename(part, kept)
  } catch (error) {
    await rm(part, { force: true })
    throw faultOf(error)
  }
}

function faultOf(error: unknown): unknown {
  if (codeOf(error) === 'ENOENT') return new Fault('source/gone', { cause: error })
  return noRoom.has(codeOf(error)) ? new Fault('disk/full', { cause: error }) : error
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
