import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { textOfBytes } from './bytes.ts'
import { addSignature, cosign, createCosignatureVerifier } from './cosignature.ts'
import { LogError } from './error.ts'
import { checkWorld, createMemoryLog, entriesFrom, now } from './fixture.test.ts'
import { createKey, publicKeyOf, signatureType } from './key.ts'
import { parseNote, signedBy, verifyNote } from './note.ts'
import type { Cosign } from './publish.ts'
import { openSequencer } from './sequence.ts'
import { checkpointPath } from './tile.ts'

const witness = createKey({
  name: 'witness.example',
  type: signatureType.cosignature,
  seed: new Uint8Array(32).fill(9),
})

/** A quorum of one, which can be away. */
function oneWitness(): { there: boolean; readonly asked: number[]; readonly cosign: Cosign } {
  const state = {
    there: true,
    asked: new Array<number>(),
    cosign: async (checkpoint: Parameters<Cosign>[0]) => {
      await Promise.resolve()
      state.asked.push(checkpoint.size)
      if (!state.there) throw new LogError('quorum-missing')
      if (cosignaturesIn(checkpoint.note) > 0) return checkpoint
      const note = addSignature(checkpoint.note, cosign(checkpoint.note, witness, now))
      return { ...checkpoint, note }
    },
  }
  return state
}

function cosignaturesIn(note: string): number {
  const parsed = parseNote(note)
  const key = publicKeyOf(witness)
  if (!parsed.signatures.some((line) => signedBy(line, key))) return 0
  return verifyNote(parsed, [createCosignatureVerifier(key)]).length
}

async function openedWith(state: { readonly cosign: Cosign }) {
  const parts = await createMemoryLog()
  return { parts, sequencer: await openSequencer({ ...parts, now, cosign: state.cosign }) }
}

describe('a sequencer whose checkpoints are cosigned', () => {
  it('publishes nothing that is not', async () => {
    const { parts, sequencer } = await openedWith(oneWitness())
    const { checkpoint } = await sequencer.append(entriesFrom(0, 3), now)
    assert.equal(cosignaturesIn(checkpoint.note), 1)
    const published = await parts.store.read(checkpointPath)
    assert.equal(published === null ? null : textOfBytes(published), checkpoint.note)
  })

  it('asks for the empty log too', async () => {
    const { sequencer } = await openedWith(oneWitness())
    assert.equal(cosignaturesIn(sequencer.checkpoint.note), 1)
  })

  it('holds back what its witnesses have not seen, and publishes it once when they are back', async () => {
    const state = oneWitness()
    const { parts, sequencer } = await openedWith(state)
    await sequencer.append(entriesFrom(0, 2), now)
    state.there = false
    await assert.rejects(sequencer.append(entriesFrom(2, 2), now), { code: 'quorum-missing' })
    await assert.rejects(sequencer.settle(), { code: 'quorum-missing' })
    assert.equal(sequencer.checkpoint.size, 2)
    assert.equal(await checkWorld(parts, { settled: false }), 2)
    state.there = true
    assert.equal((await sequencer.settle()).size, 4)
    await sequencer.append(entriesFrom(4, 1), now)
    assert.equal(await checkWorld(parts, { settled: false }), 5)
  })

  it('opens without them, shows what was published, and goes on when they are back', async () => {
    const state = oneWitness()
    const { parts, sequencer } = await openedWith(state)
    await sequencer.append(entriesFrom(0, 2), now)
    state.there = false
    await assert.rejects(sequencer.append(entriesFrom(2, 2), now))
    const again = await openSequencer({ ...parts, now, cosign: state.cosign })
    assert.equal(again.checkpoint.size, 2)
    state.there = true
    assert.equal((await again.settle()).size, 4)
    assert.equal(await checkWorld(parts, { settled: false }), 4)
  })

  it('asks its witnesses only about tiles that are there', async () => {
    const state = oneWitness()
    const parts = await createMemoryLog()
    const seen: boolean[] = []
    const sequencer = await openSequencer({
      ...parts,
      now,
      cosign: async (checkpoint) => {
        const tile = await parts.store.read(`tile/0/000.p/${String(checkpoint.size)}`)
        if (checkpoint.size > 0) seen.push(tile !== null)
        return await state.cosign(checkpoint)
      },
    })
    await sequencer.append(entriesFrom(0, 3), now)
    assert.deepEqual(seen, [true])
  })
})
