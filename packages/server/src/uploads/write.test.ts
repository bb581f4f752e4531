import { strict as assert } from 'node:assert'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { writeDurably } from './write.ts'

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text))
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('half'))
  throw Object.assign(new Error('reset'), { code: 'ECONNRESET' })
}

async function written(
  before: string,
  stream: AsyncIterable<Uint8Array>,
  span: { readonly offset: number; readonly limit: number },
): Promise<{ readonly end: number; readonly text: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-write-'))
  const path = join(directory, 'file')
  await writeFile(path, before)
  const file = await open(path, 'r+')
  try {
    const end = await writeDurably(file, stream, span)
    return { end, text: await readFile(path, 'utf8') }
  } finally {
    await file.close()
    await rm(directory, { recursive: true })
  }
}

describe('writeDurably()', () => {
  it('appends at the offset and says where the file ends', async () => {
    const done = await written('abc', pieces('de', 'f'), { offset: 3, limit: 6 })
    assert.deepEqual(done, { end: 6, text: 'abcdef' })
  })
  it('cuts off what was never acknowledged', async () => {
    const done = await written('abcGARBAGE', pieces('d'), { offset: 3, limit: 9 })
    assert.deepEqual(done, { end: 4, text: 'abcd' })
  })
  it('keeps what a broken connection brought', async () => {
    const done = await written('', broken(), { offset: 0, limit: 9 })
    assert.deepEqual(done, { end: 4, text: 'half' })
  })
  it('refuses more than was announced', async () => {
    await assert.rejects(written('', pieces('too much'), { offset: 0, limit: 3 }), {
      code: 'upload/too-large',
    })
  })
})
