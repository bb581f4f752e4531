import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import {
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createSigner,
  createVerifier,
  openSequencer,
  publicKeyOf,
  signatureType,
  verifyTlogProof,
} from '@porchlight/log'

import { createProver } from './proofs.ts'

const now = '2026-11-23T17:05:00Z'
const seed = new Uint8Array(32).fill(7)
const key = createKey({ name: 'example.com/log', type: signatureType.ed25519, seed })

function entryOf(index: number): Uint8Array {
  return new TextEncoder().encode(`entry ${String(index)}`)
}

async function growing() {
  const memory = createMemoryStore()
  const world = { reads: 0, away: false }
  const store: typeof memory = {
    ...memory,
    read: async (path) => {
      world.reads += 1
      if (world.away) throw new Error('away')
      return await memory.read(path)
    },
    write: async (...input) => {
      await memory.write(...input)
    },
    discard: async (path) => {
      await memory.discard(path)
    },
  }
  const lock = createMemoryLock()
  const signer = createSigner(key)
  await createLog({ store, lock, signer })
  const sequencer = await openSequencer({ store, lock, signer, now })
  async function add(from: number, count: number): Promise<void> {
    const entries = Array.from({ length: count }, (_, at) => entryOf(from + at))
    await sequencer.append(entries, now)
  }
  return { world, add, prover: createProver({ store, sequencer }) }
}

function holds(proof: string, index: number): boolean {
  const log = createVerifier(publicKeyOf(key))
  return verifyTlogProof({ proof, entry: entryOf(index), log }).verified
}

describe('createProver()', () => {
  it('proves entries under the newest checkpoint, and each of them once', async () => {
    const { world, add, prover } = await growing()
    await add(0, 200)
    const first = await prover.proofOf(7)
    assert.ok(holds(first, 7))
    assert.ok(!holds(first, 8), 'control')
    const { reads } = world
    assert.equal(await prover.proofOf(7), first)
    assert.equal(world.reads, reads)
    await add(200, 100)
    const second = await prover.proofOf(7)
    assert.notEqual(second, first)
    assert.ok(holds(second, 7))
  })

  it('asks again where the store was away', async () => {
    const { world, add, prover } = await growing()
    await add(0, 20)
    world.away = true
    await assert.rejects(prover.proofOf(3), /away/)
    world.away = false
    assert.ok(holds(await prover.proofOf(3), 3))
  })
})
