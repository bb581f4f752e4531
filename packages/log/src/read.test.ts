import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { bytesOfText } from './bytes.ts'
import { createMemoryLog, entriesFrom, now } from './fixture.test.ts'
import { defaultHasher } from './hash.ts'
import { verifyConsistency, verifyInclusion } from './proof.ts'
import { createReader } from './read.ts'
import { openSequencer } from './sequence.ts'
import { rootOf } from './tree.ts'

const { store, lock, signer } = await createMemoryLog()
const sequencer = await openSequencer({ store, lock, signer, now })
const older = (await sequencer.append(entriesFrom(0, 500), now)).checkpoint
const { checkpoint } = await sequencer.append(entriesFrom(500, 600), now)

function copyOf(files: ReadonlyMap<string, Uint8Array>): {
  files: Map<string, Uint8Array>
  read: (path: string) => Promise<Uint8Array | null>
} {
  const copy = new Map([...files].map(([path, bytes]) => [path, bytes.slice()]))
  return { files: copy, read: async (path) => await Promise.resolve(copy.get(path) ?? null) }
}

async function listOf(entries: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const list: Uint8Array[] = []
  for await (const entry of entries) list.push(entry)
  return list
}

describe('createReader()', () => {
  const reader = createReader({ store, checkpoint })

  it('gives entries', async () => {
    for (const index of [0, 255, 256, 1023, 1024, 1099])
      assert.deepEqual(await reader.entry(index), bytesOfText(`entry ${index}\n`))
  })

  it('gives entries in order, from any place to any other', async () => {
    assert.deepEqual(await listOf(reader.entries(250, 520)), entriesFrom(250, 270))
    assert.deepEqual(await listOf(reader.entries(7, 7)), [])
  })

  it('gives inclusion proofs, in this tree and in earlier ones', async () => {
    for (const { size, root } of [older, checkpoint])
      for (const index of [0, 1, 255, 256, 400, size - 1]) {
        const proof = await reader.inclusion(index, size)
        const leafHash = defaultHasher.leaf(bytesOfText(`entry ${index}\n`))
        assert.deepEqual(verifyInclusion({ index, size, root, proof, leafHash }), {
          verified: true,
        })
      }
  })

  it('gives consistency proofs', async () => {
    const proof = await reader.consistency(older.size)
    const claim = { old: older.size, size: checkpoint.size, oldRoot: older.root, proof }
    assert.deepEqual(verifyConsistency({ ...claim, root: checkpoint.root }), { verified: true })
  })

  it('gives the tree at each earlier size', async () => {
    assert.deepEqual(rootOf(await reader.tree(older.size)), older.root)
    assert.deepEqual(rootOf(await reader.tree()), checkpoint.root)
  })

  it('refuses what is outside the tree', async () => {
    const calls = [
      reader.entry(1100),
      reader.entry(-1),
      reader.entry(0.5),
      reader.entries(0, 1101).next(),
      reader.entries(2, 1).next(),
      reader.inclusion(0, 1101),
      reader.inclusion(500, 500),
      reader.consistency(5, 4),
      reader.consistency(1, 1101),
      reader.tree(1101),
      reader.tile({ level: 0, index: 4, width: 77 }),
    ]
    for (const call of calls) await assert.rejects(call, { code: 'outside-tree' })
  })

  it('reads the full tile where the partial one was collected', async () => {
    const copy = copyOf(store.files)
    for (const path of copy.files.keys()) if (path.includes('.p/')) copy.files.delete(path)
    const early = createReader({ store: copy, checkpoint: older })
    copy.files.set('tile/1/000', new Uint8Array(256 * 32))
    copy.files.get('tile/1/000')?.set(store.files.get('tile/1/000.p/4') ?? [])
    assert.deepEqual(await early.entry(499), bytesOfText('entry 499\n'))
    assert.deepEqual(await early.inclusion(3), await reader.inclusion(3, 500))
  })

  it('refuses every flipped bit in what it needs', async () => {
    const needed = ['tile/0/001', 'tile/0/004.p/76', 'tile/1/000.p/4', 'tile/entries/001']
    for (const path of needed)
      for (const at of [0, 1, 100, -1]) {
        const copy = copyOf(store.files)
        const bytes = copy.files.get(path) ?? assert.fail(path)
        const i = at < 0 ? bytes.length + at : at
        bytes[i] = (bytes[i] ?? 0) ^ 0x10
        const read = createReader({ store: copy, checkpoint })
        if (!path.includes('entries'))
          await assert.rejects(read.inclusion(300), { code: 'tile-wrong' })
        await assert.rejects(listOf(read.entries(256, 512)), {
          code: /^(?:tile-wrong|entry-wrong|bundle-malformed)$/,
        })
      }
  })

  it('refuses a missing or cut-off file, and recovers when it is back', async () => {
    const copy = copyOf(store.files)
    const read = createReader({ store: copy, checkpoint })
    for (const path of ['tile/1/000.p/4', 'tile/0/001']) {
      const whole = copy.files.get(path) ?? assert.fail(path)
      copy.files.delete(path)
      await assert.rejects(read.entry(300), { code: 'tile-missing' })
      copy.files.set(path, whole.slice(32))
      await assert.rejects(read.entry(300), { code: 'tile-wrong' })
      copy.files.set(path, whole)
    }
    assert.deepEqual(await read.entry(300), bytesOfText('entry 300\n'))
  })

  it('of the empty log has nothing', async () => {
    const empty = await createMemoryLog()
    const opened = await openSequencer({ ...empty, now })
    const none = createReader({ store: empty.store, checkpoint: opened.checkpoint })
    await assert.rejects(none.entry(0), { code: 'outside-tree' })
    assert.deepEqual(await listOf(none.entries(0, 0)), [])
    assert.deepEqual(await none.tree(), { size: 0, peaks: [] })
    const forged = createReader({ store: empty.store, checkpoint: { ...checkpoint, size: 0 } })
    await assert.rejects(forged.tree(), { code: 'tile-wrong' })
  })
})
