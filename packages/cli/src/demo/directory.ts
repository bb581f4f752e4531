import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { holdDataDirectory } from '@porchlight/server'

import { Refusal } from '../refusal.ts'

/** Says of a directory that it may be wiped at the next start. */
const marker = '.porchlight-demo'

export interface DemoDirectory {
  readonly path: string
  /** Takes away what was made for this run only. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/**
 * An empty directory for a demonstration. One that the person named is wiped if an earlier
 * demonstration left it, and refused if it holds anything else.
 *
 * @throws {Refusal}
 * @throws {Fault} `instance/in-use`
 */
export async function openDemoDirectory(
  named: string | undefined,
  temporary: string,
): Promise<DemoDirectory> {
  const path = named ?? (await mkdtemp(join(temporary, 'porchlight-demo-')))
  await mkdir(path, { recursive: true })
  const found = await readdir(path)
  if (found.length > 0 && !found.includes(marker))
    throw new Refusal(`That directory holds something else: ${path}`, [
      'A demonstration begins with an empty one; what is there is left alone.',
    ])
  // one that a demonstration runs on is left to it
  holdDataDirectory(path).release()
  for (const name of await readdir(path)) await rm(join(path, name), { recursive: true })
  await writeFile(join(path, marker), '')
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      if (named === undefined) await rm(path, { recursive: true, force: true })
    },
  }
}
