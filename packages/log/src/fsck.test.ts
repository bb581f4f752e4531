import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { createVerifier } from './ed25519.ts'
import { createMemoryLog, entriesFrom, now, secretKey, signer, verifier } from './fixture.test.ts'
import { bytesOfText } from './bytes.ts'
import { signCheckpoint } from './checkpoint.ts'
import { fsck } from './fsck.ts'
import { emptyRoot } from './hash.ts'
import { createKey, publicKeyOf } from './key.ts'
import { openSequencer } from './sequence.ts'
import { createMemoryStore } from './stores/memory.ts'

const { store, lock } = await createMemoryLog()
const { checkpoint } = await (
  await openSequencer({ store, lock, signer, now })
).append(entriesFrom(0, 600), now)

/** The files of the tree of 600: what fsck must look at. */
const files = [
  'checkpoint',
  'tile/0/000',
  'tile/0/001',
  'tile/0/002.p/88',
  'tile/1/000.p/2',
  'tile/entries/000',
  'tile/entries/001',
  'tile/entries/002.p/88',
]

/** A copy in which one file was changed. */
function storeWith(path: string, bytes: Uint8Array | null): ReturnType<typeof createMemoryStore> {
  const copy = createMemoryStore()
  for (const [held, content] of store.files) copy.files.set(held, content.slice())
  if (bytes === null) copy.files.delete(path)
  else copy.files.set(path, bytes)
  return copy
}

describe('fsck()', () => {
  it('finds a sound log sound', async () => {
    assert.deepEqual(await fsck({ store, log: verifier }), { sound: true, checkpoint })
    const empty = await createMemoryLog()
    assert.equal((await fsck({ store: empty.store, log: verifier })).sound, true)
  })

  it('knows all the files of the tree', () => {
    assert.deepEqual(
      [...store.files.keys()].filter((path) => !path.startsWith('staging/')).toSorted(),
      files,
    )
  })

  for (const path of files) {
    it(`finds each flipped bit and each truncation of ${path}`, async () => {
      const bytes = store.files.get(path) ?? assert.fail(path)
      for (let i = 0; i < 10; i++) {
        const at = Math.floor((i * bytes.length) / 10)
        const flipped = bytes.map((byte, k) => (k === at ? byte ^ (1 << (i % 8)) : byte))
        for (const changed of [flipped, bytes.slice(0, at)]) {
          const verdict = await fsck({ store: storeWith(path, changed), log: verifier })
          assert.equal(verdict.sound, false)
        }
      }
    })

    it(`names ${path} when it is absent`, async () => {
      assert.deepEqual(await fsck({ store: storeWith(path, null), log: verifier }), {
        sound: false,
        path,
        because: 'absent',
      })
    })
  }

  it('tells apart what is wrong', async () => {
    const tile = store.files.get('tile/0/001') ?? assert.fail()
    const cases = [
      ['tile/0/001', tile.toReversed(), 'differs'],
      ['tile/entries/001', Uint8Array.of(0, 9), 'malformed'],
      ['checkpoint', bytesOfText('nothing'), 'malformed'],
      ['checkpoint', Uint8Array.of(255), 'malformed'],
      [
        'checkpoint',
        bytesOfText(signCheckpoint({ size: 600, root: emptyRoot }, signer).note),
        'root-differs',
      ],
    ] as const
    for (const [path, bytes, because] of cases)
      assert.deepEqual(await fsck({ store: storeWith(path, bytes), log: verifier }), {
        sound: false,
        path,
        because,
      })
    const stranger = createKey({ ...secretKey, seed: new Uint8Array(32).fill(8) })
    assert.deepEqual(await fsck({ store, log: createVerifier(publicKeyOf(stranger)) }), {
      sound: false,
      path: 'checkpoint',
      because: 'unsigned',
    })
  })
})
