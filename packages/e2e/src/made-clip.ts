import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file of 4 KiB that nobody else has, for as long as the work takes. */
export async function withClip<T>(work: (path: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-clip-'))
  try {
    const path = join(directory, 'a.mp4')
    await writeFile(path, randomBytes(4096))
    return await work(path)
  } finally {
    await rm(directory, { recursive: true })
  }
}
