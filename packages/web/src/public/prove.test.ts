import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import {
  addSignature,
  cosign,
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

const unwitnessed = `log ${logKey}\nquorum none\n`

const witnesses = ['library', 'newspaper', 'university'].map((name, at) => {
  const seed = new Uint8Array(32).fill(100 + at)
  return createKey({ name: `${name}.example/witness`, type: signatureType.cosignature, seed })
})

/** Two of three witnesses must have cosigned. */
const twoOfThree = [
  `log ${logKey}`,
  ...witnesses.map((witness) => {
    return `witness ${witness.name.split('.')[0] ?? ''} ${formatPublicKey(publicKeyOf(witness))}`
  }),
  'group all 2 library newspaper university',
  'quorum all\n',
].join('\n')

const seenAt = '2026-11-23T10:01:00Z'

/** The log's files, its checkpoint cosigned by the first `count` witnesses. */
function cosignedBy(count: number): ProveInput['read'] {
  return async (path) => {
    const bytes = await read(path)
    if (bytes === null || path !== 'checkpoint') return bytes
    let note = new TextDecoder().decode(bytes)
    for (const witness of witnesses.slice(0, count))
      note = addSignature(note, cosign(note, witness, seenAt))
    return new TextEncoder().encode(note)
  }
}

/** One letter of the last cosignature turned. */
async function forged(path: string): Promise<Uint8Array | null> {
  const bytes = await cosignedBy(3)(path)
  if (bytes === null || path !== 'checkpoint') return bytes
  const lines = new TextDecoder().decode(bytes).split('\n')
  const [name = '', text = ''] = (lines.at(-2) ?? '').split(/ (?=[^ ]+$)/)
  const flipped = `${text.slice(0, 20)}${text[20] === 'A' ? 'B' : 'A'}${text.slice(21)}`
  return new TextEncoder().encode([...lines.slice(0, -2), `${name} ${flipped}`, ''].join('\n'))
}

async function stepsOf(input: Partial<ProveInput>): Promise<readonly string[]> {
  const steps = await prove({ index: 5, logKey, policy: unwitnessed, read, ...input })
  return steps.map(({ step }) => step)
}

describe('prove()', () => {
  it('shows each step for an entry that the log holds, and the entry itself', async () => {
    for (const index of [0, 5, 255, 256, 299]) {
      const steps = await prove({ index, logKey, policy: unwitnessed, read })
      assert.deepEqual(
        steps.map(({ step }) => step),
        ['signed', 'unwitnessed', 'hashed', 'included'],
      )
      assert.equal(steps[2]?.step === 'hashed' && steps[2].text, `entry ${index}`)
    }
  })

  it('fails for another key, at once', async () => {
    assert.deepEqual(await stepsOf({ logKey: formatPublicKey(publicKeyOf(other)) }), ['failed'])
  })

  it('fails for an entry that was changed, and for one that is not there', async () => {
    assert.deepEqual(await stepsOf({ index: 0, read: changed }), [
      'signed',
      'unwitnessed',
      'failed',
    ])
    assert.deepEqual(await stepsOf({ index: 300 }), ['signed', 'unwitnessed', 'failed'])
  })

  it('names the witnesses that cosigned and when, and those that did not, where there are enough', async () => {
    const steps = await prove({ index: 5, logKey, policy: twoOfThree, read: cosignedBy(2) })
    assert.deepEqual(
      steps.map(({ step }) => step),
      ['signed', 'witnessed', 'hashed', 'included'],
    )
    assert.deepEqual(steps[1]?.step === 'witnessed' && steps[1].witnesses, [
      { name: 'library', at: seenAt },
      { name: 'newspaper', at: seenAt },
      { name: 'university', at: null },
    ])
  })

  it('fails where too few witnesses cosigned, and shows nothing of the entry', async () => {
    for (const count of [0, 1])
      assert.deepEqual(await stepsOf({ policy: twoOfThree, read: cosignedBy(count) }), [
        'signed',
        'quorum-missing',
      ])
  })

  it('fails for a cosignature that is not right, and for a policy that is none', async () => {
    assert.deepEqual(await stepsOf({ policy: twoOfThree, read: forged }), ['signed', 'failed'])
    assert.deepEqual(await stepsOf({ policy: 'quorum' }), ['signed', 'failed'])
  })

  it('passes on that nothing answers', async () => {
    await assert.rejects(stepsOf({ read: async () => await Promise.resolve(null) }), TypeError)
  })
})
