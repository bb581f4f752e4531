import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { formatAddCheckpoint, maxProofLines, parseAddCheckpoint } from './add-checkpoint.ts'
import { bytesOfText } from './bytes.ts'
import { formatCheckpoint, signCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import { cosign, createCosignatureVerifier } from './cosignature.ts'
import { createSigner, createVerifier } from './ed25519.ts'
import { entriesFrom, now, secretKey, signer, verifier } from './fixture.test.ts'
import { defaultHasher, emptyRoot } from './hash.ts'
import { createKey, publicKeyOf, signatureType } from './key.ts'
import { parseNote, signNote, verifyNote } from './note.ts'
import { proveConsistency, type Proof } from './proof.ts'
import type { WitnessStore } from './store.ts'
import { createMemoryStore } from './stores/memory.ts'
import { createWitnessStore, witnessedPath } from './stores/witness.ts'
import { emptyTree, grow, rootOf } from './tree.ts'
import { answerOf, createWitness, refusalOf, type Witness } from './witness.ts'

const secret = createKey({
  name: 'witness.example/w1',
  type: signatureType.cosignature,
  seed: new Uint8Array(32).fill(9),
})
const own = createCosignatureVerifier(publicKeyOf(secret))
const strangerKey = createKey({ ...secretKey, seed: new Uint8Array(32).fill(8) })
const later = '2026-11-23T17:05:01Z'

/** All trees of up to 12 entries, of the one history and of one that differs from its fourth entry on. */
const leaves = entriesFrom(0, 12).map((entry) => defaultHasher.leaf(entry))
const otherLeaves = leaves.map((leaf, i) => (i < 3 ? leaf : (leaves[i - 1] ?? leaf)))

function checkpointOf(size: number, from = leaves): SignedCheckpoint {
  return signCheckpoint(
    { size, root: rootOf(grow(emptyTree, { leaves: from.slice(0, size) })) },
    signer,
  )
}

async function proofOf(old: number, size: number, from = leaves): Promise<Proof> {
  return await proveConsistency({ old, size }, async ({ height, index }) => {
    const width = 2 ** height
    const below = from.slice(index * width, (index + 1) * width)
    return await Promise.resolve(rootOf(grow(emptyTree, { leaves: below })))
  })
}

async function requestOf(old: number, size: number, from = leaves): Promise<string> {
  const { note } = checkpointOf(size, from)
  return formatAddCheckpoint({ old, proof: await proofOf(old, size, from), note })
}

interface World {
  readonly witness: Witness
  readonly store: WitnessStore
  /** the status of the answer, and its body where it is a size */
  readonly ask: (body: string, at?: string) => Promise<string>
}

/** A witness; where `size` is given, one that has cosigned that tree. */
async function worldOf(
  size: number | null = null,
  store = createWitnessStore(createMemoryStore()),
): Promise<World> {
  const witness = createWitness({ secret, logs: [verifier], store })
  async function ask(body: string, at = now): Promise<string> {
    const answer = answerOf(await witness.addCheckpoint(body, at))
    return answer.contentType === 'text/x.tlog.size'
      ? `${answer.status} ${answer.body.trimEnd()}`
      : String(answer.status)
  }
  if (size !== null) assert.equal(await ask(await requestOf(0, size)), '200')
  return { witness, store, ask }
}

describe('parseAddCheckpoint()', () => {
  it('reads what formatAddCheckpoint() wrote', async () => {
    const body = await requestOf(5, 12)
    const request = parseAddCheckpoint(body)
    assert.deepEqual([request.old, request.checkpoint.size], [5, 12])
    assert.deepEqual(request.proof, await proofOf(5, 12))
    assert.equal(formatAddCheckpoint(request), body)
    assert.equal(parseAddCheckpoint(await requestOf(0, 0)).proof.length, 0)
  })

  it('takes 63 proof lines and refuses 64', () => {
    const { note } = checkpointOf(3)
    const hash = new Uint8Array(32)
    function bodyWith(count: number): string {
      return formatAddCheckpoint({ old: 1, proof: Array.from({ length: count }, () => hash), note })
    }
    assert.equal(parseAddCheckpoint(bodyWith(maxProofLines)).proof.length, 63)
    assert.throws(() => parseAddCheckpoint(bodyWith(64)), { code: 'witness-request-malformed' })
  })

  it('refuses every line that is not as the specification has it', async () => {
    const body = await requestOf(5, 12)
    const [first = '', hash = ''] = body.split('\n')
    for (const [from, to] of [
      [first, ''],
      [first, 'old'],
      [first, 'old '],
      [first, 'old 05'],
      [first, 'old -5'],
      [first, 'old  5'],
      [first, 'OLD 5'],
      [first, 'old 5\r'],
      [first, 'old 9007199254740992'],
      [hash, hash.slice(0, -1)],
      [hash, `${hash} `],
      [hash, hash.slice(4)],
      ['\n\n', '\n'],
      ['example.com/log\n12', 'example.com/log\n012'],
      ['— example', '- example'],
    ] as const) {
      assert.ok(body.includes(from))
      assert.throws(
        () => parseAddCheckpoint(body.replace(from, to)),
        { code: 'witness-request-malformed' },
        to,
      )
    }
    assert.throws(() => parseAddCheckpoint(''), { code: 'witness-request-malformed' })
  })
})

describe('a witness cosigns', () => {
  it('the first checkpoint that it sees of a log, of whatever size', async () => {
    for (const size of [0, 1, 12]) {
      const { ask } = await worldOf()
      assert.equal(await ask(await requestOf(0, size)), '200')
    }
  })

  it('each checkpoint that continues the last one', async () => {
    const latest = leaves.map((_, i) => rootOf(grow(emptyTree, { leaves: leaves.slice(0, i + 1) })))
    for (const [i, oldRoot] of latest.entries())
      for (const [j, root] of latest.entries()) {
        if (j < i) continue
        const proof = await proofOf(i + 1, j + 1)
        const checkpoint = { origin: 'example.com/log', size: j + 1, root, extensions: [] }
        const request = { old: i + 1, proof, checkpoint, note: '' }
        assert.equal(refusalOf(request, { size: i + 1, root: oldRoot }), null)
      }
    const { ask } = await worldOf(3)
    for (const [old, size] of [
      [3, 4],
      [4, 8],
      [8, 12],
    ] as const)
      assert.equal(await ask(await requestOf(old, size)), '200')
  })

  it('with a line that verifies by its key and says its time', async () => {
    const { witness } = await worldOf()
    const { note } = checkpointOf(7)
    const verdict = await witness.addCheckpoint(
      formatAddCheckpoint({ old: 0, proof: [], note }),
      now,
    )
    const answer = answerOf(verdict)
    assert.deepEqual([answer.status, answer.body.startsWith('— witness.example/w1 ')], [200, true])
    const [line] = verifyNote(parseNote(`${parseNote(note).text}\n${answer.body}`), [own])
    assert.deepEqual(line, cosign(note, secret, now))
  })

  it('the same checkpoint again, at a later time', async () => {
    const { ask } = await worldOf(7)
    assert.equal(await ask(await requestOf(7, 7), later), '200')
    assert.equal(await ask(await requestOf(7, 7), later), '200')
  })

  it('beside signatures of keys that it does not know', async () => {
    const { ask, store } = await worldOf()
    const { size, root } = checkpointOf(7)
    const text = formatCheckpoint({ origin: 'example.com/log', size, root, extensions: [] })
    const note = signNote(text, [createSigner(strangerKey), signer])
    assert.equal(await ask(formatAddCheckpoint({ old: 0, proof: [], note })), '200')
    const kept = parseNote((await store.read('example.com/log')) ?? '')
    assert.deepEqual(
      kept.signatures.map(({ name, keyId }) => [name, keyId]),
      [
        ['example.com/log', publicKeyOf(secretKey).id],
        ['witness.example/w1', publicKeyOf(secret).id],
      ],
    )
  })

  it('a log by any of the keys that it trusts for the origin', async () => {
    const store = createWitnessStore(createMemoryStore())
    const logs = [createVerifier(publicKeyOf(strangerKey)), verifier]
    const witness = createWitness({ secret, logs, store })
    assert.equal((await witness.addCheckpoint(await requestOf(0, 3), now)).cosigned, true)
  })
})

describe('a witness refuses', () => {
  it('what is not in the format: 400', async () => {
    const { ask } = await worldOf()
    assert.equal(await ask('old 0\n\nno checkpoint\n'), '400')
  })

  it('a log that it does not know: 404, signed or not', async () => {
    const { ask } = await worldOf()
    const other = createSigner(createKey({ ...secretKey, name: 'example.com/other' }))
    const { note } = signCheckpoint({ size: 0, root: emptyRoot }, other)
    assert.equal(await ask(formatAddCheckpoint({ old: 0, proof: [], note })), '404')
    const ours = signNote(parseNote(note).text, [signer])
    assert.equal(await ask(formatAddCheckpoint({ old: 0, proof: [], note: ours })), '404')
  })

  it('a checkpoint that the log did not sign: 403', async () => {
    const { ask } = await worldOf()
    const body = await requestOf(0, 7)
    const { text } = parseNote(checkpointOf(7).note)
    const note = signNote(text, [createSigner(strangerKey)])
    assert.equal(await ask(formatAddCheckpoint({ old: 0, proof: [], note })), '403')
    assert.equal(await ask(body.replace('example.com/log\n7\n', 'example.com/log\n8\n')), '403')
  })

  it('an old size above the new one: 400, also where it is the one that it knows', async () => {
    const { ask } = await worldOf(7)
    const { note } = checkpointOf(5)
    assert.equal(await ask(formatAddCheckpoint({ old: 7, proof: [], note })), '400')
    assert.equal(await ask(formatAddCheckpoint({ old: 6, proof: [], note })), '400')
  })

  it('another old size than the one that it knows: 409 with that size', async () => {
    const { ask } = await worldOf(7)
    for (const [old, size] of [
      [0, 12],
      [6, 12],
      [8, 12],
      [0, 7],
      [0, 5],
      [5, 5],
    ] as const)
      assert.equal(await ask(await requestOf(old, size)), '409 7', `${old} to ${size}`)
    const { ask: askFresh } = await worldOf()
    assert.equal(await askFresh(await requestOf(5, 12)), '409 0')
  })

  it('another root at the same size: 409 without a size', async () => {
    const { ask } = await worldOf(7)
    assert.equal(await ask(await requestOf(7, 7, otherLeaves)), '409')
  })

  it('another root of the empty tree: 409', async () => {
    const { ask } = await worldOf()
    const { note } = signCheckpoint({ size: 0, root: new Uint8Array(32) }, signer)
    assert.equal(await ask(formatAddCheckpoint({ old: 0, proof: [], note })), '409')
  })

  it('a proof that does not verify: 422', async () => {
    const { ask } = await worldOf(7)
    const { note } = checkpointOf(12)
    const proof = await proofOf(7, 12)
    const forked = await proofOf(7, 12, otherLeaves)
    const [first = new Uint8Array(32), ...rest] = proof
    for (const wrong of [
      [],
      forked,
      rest,
      [...proof, first],
      [...rest, first],
      [first.map((byte) => byte ^ 1), ...rest],
    ])
      assert.equal(await ask(formatAddCheckpoint({ old: 7, proof: wrong, note })), '422')
    assert.equal(await ask(await requestOf(7, 12, otherLeaves)), '422')
    assert.equal(await ask(formatAddCheckpoint({ old: 7, proof, note })), '200')
  })

  it('a proof where there is nothing to prove: 422', async () => {
    const proof = [new Uint8Array(32)]
    const { ask: askFresh } = await worldOf()
    assert.equal(
      await askFresh(formatAddCheckpoint({ old: 0, proof, note: checkpointOf(7).note })),
      '422',
    )
    const { ask } = await worldOf(7)
    assert.equal(
      await ask(formatAddCheckpoint({ old: 7, proof, note: checkpointOf(7).note })),
      '422',
    )
  })

  it('and remembers nothing of what it refused', async () => {
    const { ask, store } = await worldOf(7)
    const held = await store.read('example.com/log')
    for (const body of [
      await requestOf(7, 7, otherLeaves),
      await requestOf(7, 12, otherLeaves),
      await requestOf(0, 12),
      await requestOf(5, 5),
    ])
      assert.notEqual(await ask(body), '200')
    assert.equal(await store.read('example.com/log'), held)
  })

  it('to sign an earlier time than before, and a key of another type', async () => {
    const { witness, ask } = await worldOf(7)
    const body = await requestOf(7, 12)
    await assert.rejects(witness.addCheckpoint(body, '2026-11-23T17:04:59Z'), {
      code: 'time-backwards',
    })
    assert.equal(await ask(body), '200')
    const parts = { logs: [verifier], store: createWitnessStore(createMemoryStore()) }
    assert.throws(() => createWitness({ ...parts, secret: secretKey }), { code: 'key-malformed' })
  })
})

describe('what a witness remembers', () => {
  it('is durable before it answers: nothing is signed for what could not be kept', async () => {
    const files = createMemoryStore()
    const failing = {
      ...files,
      write: async (): Promise<void> => await Promise.reject(new Error('disk full')),
    }
    const { witness } = await worldOf(null, createWitnessStore(failing))
    await assert.rejects(witness.addCheckpoint(await requestOf(0, 7), now), {
      message: 'disk full',
    })
    assert.equal(files.files.size, 0)
    const { ask } = await worldOf(null, createWitnessStore(files))
    assert.equal(await ask(await requestOf(0, 7)), '200')
  })

  it('is asked for again where the answer was lost: 409, and then a cosignature of the same tree', async () => {
    const files = createMemoryStore()
    const savedThenFailed = {
      ...files,
      async write(...[path, bytes, options]: Parameters<typeof files.write>): Promise<void> {
        await files.write(path, bytes, options)
        throw new Error('power cut')
      },
    }
    const { witness } = await worldOf(null, createWitnessStore(savedThenFailed))
    await assert.rejects(witness.addCheckpoint(await requestOf(0, 7), now), {
      message: 'power cut',
    })
    const { ask } = await worldOf(null, createWitnessStore(files))
    assert.equal(await ask(await requestOf(0, 7)), '409 7')
    assert.equal(await ask(await requestOf(7, 7), later), '200')
  })

  it('never goes back, however requests cross each other', async () => {
    const { ask, store } = await worldOf(3)
    const bodies = await Promise.all([5, 12, 7, 5].map(async (size) => await requestOf(3, size)))
    const answers = await Promise.all(bodies.map(async (body) => await ask(body)))
    assert.equal(answers.filter((answer) => answer === '200').length, 1)
    const { checkpoint } = parseAddCheckpoint(
      `old 0\n\n${(await store.read('example.com/log')) ?? ''}`,
    )
    assert.deepEqual(
      answers.filter((answer) => answer !== '200'),
      Array.from({ length: 3 }, () => `409 ${checkpoint.size}`),
    )
  })

  it('is kept apart for each log, in a file that monitors find', async () => {
    const files = createMemoryStore()
    const other = createKey({ ...secretKey, name: 'example.com/other' })
    const logs = [verifier, createVerifier(publicKeyOf(other))]
    const witness = createWitness({ secret, logs, store: createWitnessStore(files) })
    await witness.addCheckpoint(await requestOf(0, 7), now)
    const { note } = signCheckpoint({ size: 0, root: emptyRoot }, createSigner(other))
    const body = formatAddCheckpoint({ old: 0, proof: [], note })
    assert.equal((await witness.addCheckpoint(body, now)).cosigned, true)
    assert.deepEqual(
      [...files.files.keys()],
      ['example.com/log', 'example.com/other'].map((origin) => witnessedPath(origin)),
    )
    // by sha256sum
    assert.equal(
      witnessedPath('example.com/log'),
      '4d3203c8f35cdf600e475f55fede6081a703d3d322f208865fca2ec4f0e030f8/checkpoint',
    )
  })

  it('is not trusted where it is damaged or of another log', async () => {
    const files = createMemoryStore()
    const { witness } = await worldOf(7, createWitnessStore(files))
    const path = witnessedPath('example.com/log')
    const other = createSigner(createKey({ ...secretKey, name: 'example.com/other' }))
    for (const [bytes, code] of [
      [Uint8Array.of(0xff), 'note-malformed'],
      [bytesOfText('text'), 'note-malformed'],
      [bytesOfText(signNote('text\n', [signer])), 'checkpoint-malformed'],
      [bytesOfText(signCheckpoint({ size: 0, root: emptyRoot }, other).note), 'origin-differs'],
    ] as const) {
      files.files.set(path, bytes)
      await assert.rejects(witness.addCheckpoint(await requestOf(7, 12), now), { code })
    }
  })

  it('gives up where every write is overtaken', async () => {
    const losing: WitnessStore = {
      read: async () => await Promise.resolve(null),
      replace: async () => await Promise.resolve(false),
    }
    const { witness } = await worldOf(null, losing)
    await assert.rejects(witness.addCheckpoint(await requestOf(0, 7), now), {
      code: 'witness-busy',
    })
  })
})
