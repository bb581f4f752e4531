import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A disk of its own for an instance; memory is taken only for what is written. */
export interface SmallDisk {
  readonly directory: string
  readonly resize: (mebibytes: number) => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

const run = promisify(execFile)

/** @returns null where nothing may be mounted */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk | null> {
  const root = await mkdtemp(join(tmpdir(), 'porchlight-small-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${String(mebibytes)}m`, 'tmpfs', root])
  } catch {
    await rm(root, { recursive: true })
    return null
  }
  const directory = join(root, 'data')
  await mkdir(directory)
  return {
    directory,
    resize: async (size) => {
      await run('mount', ['-o', `remount,size=${String(size)}m`, root])
    },
    [Symbol.asyncDispose]: async () => {
      await run('umount', [root])
      await rm(root, { recursive: true })
    },
  }
}
