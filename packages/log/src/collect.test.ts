import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { openCheckpoint, signCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import { collectCosignatures, type CollectOptions, type CosignatureCall } from './collect.ts'
import { addSignature, cosign } from './cosignature.ts'
import { textOfBytes } from './bytes.ts'
import {
  createMemoryLog,
  entriesFrom,
  now,
  signer,
  verifier,
  type MemoryLog,
} from './fixture.test.ts'
import { createKey, formatPublicKey, publicKeyOf, signatureType } from './key.ts'
import { formatSignature, parseNote, signNote } from './note.ts'
import { parsePolicy, type Policy } from './policy.ts'
import { verifyByPolicy } from './quorum.ts'
import { createReader } from './read.ts'
import { openSequencer } from './sequence.ts'
import { createMemoryStore } from './stores/memory.ts'
import { createWitnessStore } from './stores/witness.ts'
import { answerOf, createWitness, type Witness } from './witness.ts'

const secrets = [1, 2, 3].map((i) =>
  createKey({
    name: `witness.example/w${i}`,
    type: signatureType.cosignature,
    seed: new Uint8Array(32).fill(60 + i),
  }),
)
const [secret1 = assert.fail(), secret2 = assert.fail()] = secrets

function policyOf(rule: string, withUrl = (name: string) => ` https://${name}.example/`): Policy {
  const lines = secrets.map(
    (secret, i) =>
      `witness w${i + 1} ${formatPublicKey(publicKeyOf(secret))}${withUrl(`w${i + 1}`)}\n`,
  )
  return parsePolicy(
    `log ${formatPublicKey(signer.publicKey)}\n${lines.join('')}group g ${rule} w1 w2 w3\nquorum g\n`,
  )
}

/** A network of three witnesses, and a log of as many entries as batches add up to. */
interface World {
  readonly witnesses: ReadonlyMap<string, Witness>
  readonly log: MemoryLog
  readonly calls: string[]
  /** collects for the log's checkpoint; `deviant` answers in place of a witness */
  readonly collect: (
    options?: Partial<CollectOptions> & {
      readonly deviant?: Readonly<Record<string, CollectOptions['send']>>
      readonly of?: MemoryLog
    },
  ) => ReturnType<typeof collectCosignatures>
}

function createWorld(log: MemoryLog): World {
  const calls: string[] = []
  const witnesses = new Map(
    secrets.map((secret, i) => [
      `w${i + 1}`,
      createWitness({ secret, logs: [verifier], store: createWitnessStore(createMemoryStore()) }),
    ]),
  )
  async function honest({ witness: { name }, body }: CosignatureCall): Promise<Answer> {
    calls.push(`${name} ${body.slice(0, body.indexOf('\n'))}`)
    const witness = witnesses.get(name) ?? assert.fail()
    return answerOf(await witness.addCheckpoint(body, now))
  }
  return {
    witnesses,
    log,
    calls,
    async collect({ deviant = {}, of = log, ...options } = {}): ReturnType<
      typeof collectCosignatures
    > {
      const checkpoint = await checkpointOf(of)
      return await collectCosignatures({
        checkpoint,
        policy: policyOf('2'),
        send: async (call) => await (deviant[call.witness.name] ?? honest)(call),
        proof: async (old) => await createReader({ store: of.store, checkpoint }).consistency(old),
        signal: new AbortController().signal,
        ...options,
      })
    },
  }
}

interface Answer {
  readonly status: number
  readonly body: string
}

async function checkpointOf({ store }: MemoryLog): Promise<SignedCheckpoint> {
  const bytes = (await store.read('checkpoint')) ?? assert.fail()
  return openCheckpoint(textOfBytes(bytes) ?? assert.fail(), verifier)
}

/** Five entries, and then `more`, which are other ones where `forked`. */
async function logWith(more: number, forked = false): Promise<MemoryLog> {
  const log = await createMemoryLog()
  const sequencer = await openSequencer({ ...log, now })
  await sequencer.append(entriesFrom(0, 5), now)
  if (more > 0) await sequencer.append(entriesFrom(forked ? 100 : 5, more), now)
  return log
}

async function answering(status: number, body: string): Promise<Answer> {
  return await Promise.resolve({ status, body })
}

async function down(): Promise<Answer> {
  return await Promise.reject(new Error('refused'))
}

async function broken(): Promise<Answer> {
  return await answering(500, 'oops')
}

async function noProof(): Promise<never> {
  return await Promise.reject(new Error('no tile'))
}

/** Fails as a sender does whose signal aborts. */
async function aborted({ signal }: CosignatureCall): Promise<Answer> {
  return await new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('aborted'))
    })
  })
}

/** Signs whatever it is sent, as the first witness. */
async function colluding({ body }: CosignatureCall): Promise<Answer> {
  return await answering(
    200,
    formatSignature(cosign(body.slice(body.indexOf('\n\n') + 2), secret1, now)),
  )
}

function outcomesOf({ outcomes }: Awaited<ReturnType<World['collect']>>): readonly string[] {
  return [...outcomes]
    .map(([name, { outcome }]) => `${name} ${outcome}`)
    .toSorted((a, b) => a.localeCompare(b))
}

describe('collectCosignatures()', () => {
  it('asks all, and gives a checkpoint that the policy accepts', async () => {
    const world = createWorld(await logWith(0))
    const collected = await world.collect()
    assert.deepEqual(outcomesOf(collected), ['w1 cosigned', 'w2 cosigned', 'w3 cosigned'])
    assert.equal(collected.quorum, true)
    assert.deepEqual(verifyByPolicy(collected.note, policyOf('all')), {
      verified: true,
      checkpoint: { ...(await checkpointOf(world.log)), note: collected.note },
      cosignatures: ['w1', 'w2', 'w3'].map((witness) => ({ witness, at: now })),
    })
  })

  it('finds out what each witness has, and does not ask twice when it knows', async () => {
    const world = createWorld(await logWith(0))
    const { sizes } = await world.collect()
    const longer = await logWith(4)
    world.calls.length = 0
    const again = await world.collect({ of: longer, sizes: new Map([['w1', 5]]) })
    assert.equal(again.quorum, true)
    assert.deepEqual(
      world.calls.toSorted((a, b) => a.localeCompare(b)),
      ['w1 old 5', 'w2 old 0', 'w2 old 5', 'w3 old 0', 'w3 old 5'],
    )
    const shorter = await world.collect({ sizes: new Map([['w1', 50]]) })
    assert.deepEqual(outcomesOf(shorter), ['w1 ahead', 'w2 ahead', 'w3 ahead'])
    assert.deepEqual([...shorter.sizes.values()], [9, 9, 9])
    assert.deepEqual([...sizes.values(), ...again.sizes.values()], [5, 5, 5, 9, 9, 9])
  })

  it('survives a witness that is down, and one that refuses, while the quorum holds', async () => {
    const world = createWorld(await logWith(0))
    const one = await world.collect({ deviant: { w1: down } })
    assert.deepEqual(outcomesOf(one), ['w1 down', 'w2 cosigned', 'w3 cosigned'])
    assert.equal(one.quorum, true)
    const two = await world.collect({ deviant: { w1: down, w2: broken } })
    assert.deepEqual(outcomesOf(two), ['w1 down', 'w2 refused', 'w3 cosigned'])
    assert.equal(two.quorum, false)
    assert.partialDeepStrictEqual(verifyByPolicy(two.note, policyOf('2')), {
      because: 'quorum-missing',
    })
  })

  it('survives every lie about a cosignature', async () => {
    const world = createWorld(await logWith(0))
    const checkpoint = await checkpointOf(world.log)
    const other = signCheckpoint({ size: 5, root: new Uint8Array(32) }, signer)
    const right = cosign(checkpoint.note, secret1, now)
    const lies = {
      'nothing at all': '',
      'no signature line': 'thanks\n',
      'another witness': formatSignature(cosign(checkpoint.note, secret2, now)),
      'another checkpoint': formatSignature(cosign(other.note, secret1, now)),
      'one bit': formatSignature({
        ...right,
        signature: right.signature.map((byte, i) => (i === 20 ? byte ^ 1 : byte)),
      }),
      'another time': formatSignature({
        ...right,
        signature: right.signature.map((byte, i) => (i === 7 ? byte ^ 1 : byte)),
      }),
      'no last newline': formatSignature(right).trimEnd(),
      'a line before it': `\n${formatSignature(right)}x\n`,
      'a text of its own': addSignature(other.note, right),
      'without end': formatSignature(right).repeat(65),
    }
    for (const [name, body] of Object.entries(lies)) {
      const collected = await world.collect({
        deviant: { w1: async () => await answering(200, body) },
      })
      assert.deepEqual(outcomesOf(collected), ['w1 wrong', 'w2 cosigned', 'w3 cosigned'], name)
      assert.equal(parseNote(collected.note).signatures.length, 3, name)
      assert.equal(verifyByPolicy(collected.note, policyOf('2')).verified, true, name)
    }
    const stranger = formatSignature(cosign(checkpoint.note, secret2, now))
    const honest = await world.collect({
      deviant: { w1: async () => await answering(200, `${stranger}${formatSignature(right)}`) },
    })
    assert.deepEqual(outcomesOf(honest), ['w1 cosigned', 'w2 cosigned', 'w3 cosigned'])
  })

  it('survives every lie about a size, and does not ask for ever', async () => {
    const world = createWorld(await logWith(0))
    let asked = 0
    async function same(): Promise<Answer> {
      asked++
      return await answering(409, '0\n')
    }
    assert.equal(outcomesOf(await world.collect({ deviant: { w1: same } }))[0], 'w1 disagrees')
    assert.equal(asked, 1)
    asked = 0
    for (const [body, outcome] of [
      ['6\n', 'ahead'],
      ['9007199254740992\n', 'disagrees'],
      ['3', 'disagrees'],
      ['03\n', 'disagrees'],
      ['-1\n', 'disagrees'],
      ['', 'disagrees'],
    ] as const) {
      const collected = await world.collect({
        deviant: { w1: async () => await answering(409, body) },
      })
      assert.deepEqual(outcomesOf(collected)[0], `w1 ${outcome}`, body)
      assert.equal(collected.quorum, true)
    }
    async function moving(): Promise<Answer> {
      return await answering(409, `${(asked++ % 4) + 1}\n`)
    }
    assert.equal(outcomesOf(await world.collect({ deviant: { w1: moving } }))[0], 'w1 disagrees')
    assert.equal(asked, 3)
  })

  it('leaves out a cosignature of a time that the caller does not accept', async () => {
    const world = createWorld(await logWith(0))
    const { note } = await checkpointOf(world.log)
    const early = formatSignature(cosign(note, secret1, '2026-11-23T14:00:00Z'))
    const collected = await world.collect({
      deviant: { w1: async () => await answering(200, early) },
      timely: (at) => at === now,
    })
    assert.deepEqual(outcomesOf(collected), ['w1 untimely', 'w2 cosigned', 'w3 cosigned'])
  })

  it('asks nobody without a URL, and counts cosignatures that the checkpoint had', async () => {
    const world = createWorld(await logWith(0))
    const policy = policyOf('2', (name) => (name === 'w1' ? '' : ` https://${name}.example/`))
    const first = await world.collect({ policy })
    assert.deepEqual(outcomesOf(first), ['w1 unasked', 'w2 cosigned', 'w3 cosigned'])
    const held = { ...(await checkpointOf(world.log)), note: first.note }
    const second = await world.collect({ checkpoint: held, deviant: { w2: down, w3: down } })
    assert.equal(outcomesOf(second)[1], 'w2 down')
    assert.equal(second.quorum, true)
    assert.equal(parseNote(second.note).signatures.length, 4)
  })

  it('does not count a wrong cosignature that the checkpoint had', async () => {
    const world = createWorld(await logWith(0))
    const checkpoint = await checkpointOf(world.log)
    const other = signNote('other\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n', [signer])
    const note = addSignature(checkpoint.note, cosign(other, secret1, now))
    const collected = await world.collect({
      checkpoint: { ...checkpoint, note },
      deviant: { w1: down, w2: down },
    })
    assert.equal(collected.quorum, false)
    assert.equal(parseNote(collected.note).signatures.length, 2)
  })

  it('rejects where the caller cannot prove its own log', async () => {
    const world = createWorld(await logWith(0))
    await assert.rejects(world.collect({ proof: noProof }), { message: 'no tile' })
  })
})

describe('collectCosignatures() and time', () => {
  it('waits for nobody longer than the signal says', async () => {
    const world = createWorld(await logWith(0))
    const limit = new AbortController()
    async function never(): Promise<Answer> {
      setImmediate(() => {
        limit.abort()
      })
      return await new Promise(() => undefined)
    }
    const collected = await world.collect({ deviant: { w3: never }, signal: limit.signal })
    assert.deepEqual(outcomesOf(collected), ['w1 cosigned', 'w2 cosigned', 'w3 slow'])
    assert.equal(collected.quorum, true)
    world.calls.length = 0
    const before = await world.collect({ signal: AbortSignal.abort() })
    assert.deepEqual(outcomesOf(before), ['w1 slow', 'w2 slow', 'w3 slow'])
    assert.deepEqual([before.quorum, world.calls], [false, []])
  })

  it('tells those who still work that nobody waits, and calls their failure slowness', async () => {
    const world = createWorld(await logWith(0))
    const collected = await world.collect({ deviant: { w2: aborted }, until: 'quorum' })
    assert.deepEqual(outcomesOf(collected), ['w1 cosigned', 'w2 unawaited', 'w3 cosigned'])
    assert.equal(collected.quorum, true)
  })

  it('calls it slowness too where a call fails because its time is over', async () => {
    const world = createWorld(await logWith(0))
    const limit = new AbortController()
    setImmediate(() => {
      limit.abort()
    })
    const collected = await world.collect({ send: aborted, signal: limit.signal })
    assert.deepEqual(outcomesOf(collected), ['w1 slow', 'w2 slow', 'w3 slow'])
  })

  it('hears everybody where it is not told to stop at the quorum', async () => {
    const world = createWorld(await logWith(0))
    async function late(): Promise<Answer> {
      await new Promise((resolve) => setImmediate(resolve))
      const { note } = await checkpointOf(world.log)
      return { status: 200, body: formatSignature(cosign(note, secret2, now)) }
    }
    const collected = await world.collect({ deviant: { w2: late } })
    assert.deepEqual(outcomesOf(collected), ['w1 cosigned', 'w2 cosigned', 'w3 cosigned'])
  })
})

describe('a log that forks', () => {
  it('is refused by all witnesses that saw the other history, at the same size and above it', async () => {
    const world = createWorld(await logWith(4))
    assert.equal((await world.collect()).quorum, true)
    const same = await world.collect({ of: await logWith(4, true) })
    assert.deepEqual(
      [...same.outcomes.values()],
      secrets.map(() => ({ outcome: 'disagrees', status: 409 })),
    )
    const above = await world.collect({ of: await logWith(7, true) })
    assert.deepEqual(
      [...above.outcomes.values()],
      secrets.map(() => ({ outcome: 'disagrees', status: 422 })),
    )
    const below = await world.collect({ of: await logWith(2, true) })
    assert.deepEqual(
      [...below.outcomes.values()],
      secrets.map(() => ({ outcome: 'ahead', size: 9 })),
    )
    for (const { quorum, note } of [same, above, below])
      assert.deepEqual([quorum, verifyByPolicy(note, policyOf('2')).verified], [false, false])
    const honest = await world.collect({ of: await logWith(7) })
    assert.equal(honest.quorum, true)
  })

  it('gets no second quorum by the help of one witness where the others saw the first history', async () => {
    const world = createWorld(await logWith(4))
    const shown = await world.collect({ deviant: { w1: colluding } })
    const hidden = await world.collect({ deviant: { w1: colluding }, of: await logWith(4, true) })
    assert.deepEqual([shown.quorum, hidden.quorum], [true, false])
    assert.equal(outcomesOf(hidden)[0], 'w1 cosigned')
  })

  it('gets two quorums of two in three where one helps it and each other one saw another history', async () => {
    for (const [rule, second] of [
      ['2', true],
      ['all', false],
    ] as const) {
      const world = createWorld(await logWith(4))
      const policy = policyOf(rule)
      // the first history is hidden from the third witness, the second one from the second witness
      const shown = await world.collect({ policy, deviant: { w1: colluding, w3: down } })
      const hidden = await world.collect({
        policy,
        deviant: { w1: colluding, w2: down },
        of: await logWith(4, true),
      })
      assert.deepEqual([shown.quorum, hidden.quorum], [second, second], rule)
    }
  })
})
