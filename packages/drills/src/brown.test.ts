import assert from 'node:assert/strict'
import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { runBrown } from './brown.ts'
import { footageHere } from './real-footage.ts'

const shared = process.env['PORCHLIGHT_SHARED'] ?? '../shared'
const footage = await footageHere(shared, console.error)
const short = { owners: 7, clips: 3, clipBytes: 300_000, footage }

const silent = { say: () => undefined, note: () => undefined }

describe('brown: a whole street answers at once', { timeout: 240_000 }, () => {
  it('every clip is opened byte for byte as it was sent', async () => {
    assert.deepEqual(await runBrown(short, silent), { clips: 21, identical: 21 })
  })

  it('control: one bit turned on the server’s disk is one clip that does not open', async () => {
    const result = await runBrown({ ...short, tamper: turnOneBit }, silent)
    assert.deepEqual(result, { clips: 21, identical: 20 })
  })
})

/** In the largest stored file, which is a clip, far from its header. */
async function turnOneBit(dataDirectory: string): Promise<void> {
  const objects = join(dataDirectory, 'objects')
  const entries = await readdir(objects, { recursive: true, withFileTypes: true })
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name)
        return { path, size: (await stat(path)).size }
      }),
  )
  const [largest] = files.toSorted((a, b) => b.size - a.size)
  assert.ok(largest)
  const file = await open(largest.path, 'r+')
  const at = Math.floor(largest.size / 2)
  const byte = Buffer.alloc(1)
  await file.read(byte, 0, 1, at)
  byte[0] = (byte[0] ?? 0) ^ 1
  await file.write(byte, 0, 1, at)
  await file.close()
}
