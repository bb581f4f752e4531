import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import {
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createSigner,
  formatPublicKey,
  openSequencer,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'

import { prove } from './prove.ts'
import type { ProveInput } from './prove.ts'

const type = signatureType.ed25519
const key = createKey({ name: 'example.com/log', type, seed: new Uint8Array(32).fill(7) })
const other = createKey({ name: 'example.com/log', type, seed: new Uint8Array(32).fill(8) })
const now = '2026-11-23T10:00:00Z'

/** A log of 300 entries: a full tile and a partial one. */
async function logOf300(): Promise<ProveInput['read']> {
  const store = createMemoryStore()
  const lock = createMemoryLock()
  const signer = createSigner(key)
  await createLog({ store, lock, signer })
  const sequencer = await openSequencer({ store, lock, signer, now })
  const entries = Array.from({ length: 300 }, (_, at) => new TextEncoder().encode(`entry ${at}`))
  await sequencer.append(entries.slice(0, 256), now)
  await sequencer.append(entries.slice(256), now)
  return async (path) => await store.read(path)
}

const read = await logOf300()
const logKey = formatPublicKey(publicKeyOf(key))

/** As an operator would who changed one letter of an entry. */
async function changed(path: string): Promise<Uint8Array | null> {
  const bytes = await read(path)
  if (bytes === null || !path.startsWith('tile/entries')) return bytes
  const copy = bytes.slice()
  copy[5] = (copy[5] ?? 0) ^ 1
  return copy
}

async function stepsOf(input: Partial<ProveInput>): Promise<readonly string[]> {
  return (await prove({ index: 5, logKey, read, ...input })).map(({ step }) => step)
}

describe('prove()', () => {
  it('shows three steps for an entry that the log holds, and the entry itself', async () => {
    for (const index of [0, 5, 255, 256, 299]) {
      const steps = await prove({ index, logKey, read })
      assert.deepEqual(
        steps.map(({ step }) => step),
        ['signed', 'hashed', 'included'],
      )
      assert.equal(steps[1]?.step === 'hashed' && steps[1].text, `entry ${index}`)
    }
  })

  it('fails for another key, at once', async () => {
    assert.deepEqual(await stepsOf({ logKey: formatPublicKey(publicKeyOf(other)) }), ['failed'])
  })

  it('fails for an entry that was changed, and for one that is not there', async () => {
    assert.deepEqual(await stepsOf({ index: 0, read: changed }), ['signed', 'failed'])
    assert.deepEqual(await stepsOf({ index: 300 }), ['signed', 'failed'])
  })

  it('passes on that nothing answers', async () => {
    await assert.rejects(stepsOf({ read: async () => await Promise.resolve(null) }), TypeError)
  })
})
