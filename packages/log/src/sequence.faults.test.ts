import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { checkWorld, copyOf, entriesFrom, logOf, now, type MemoryLog } from './fixture.test.ts'
import { openSequencer } from './sequence.ts'

class PlannedFault extends Error {}

interface Plan {
  /** the step that fails, counted from 1 when armed */
  readonly at: number
  /** failed but saved, or failed and not saved */
  readonly saved: boolean
  /** whether everything after it fails too, as when the program dies */
  readonly dies: boolean
}

/** A log whose store and lock fail at one step, once armed. */
function faulty({ store, lock, signer }: MemoryLog): {
  readonly parts: MemoryLog
  readonly arm: (plan: Plan) => void
  /** @returns the steps since it was armed */
  readonly disarm: () => number
} {
  let plan: Plan | null = null
  let steps = 0
  async function step<T>(action: () => Promise<T>): Promise<T> {
    steps += 1
    if (plan === null || steps < plan.at) return await action()
    if (steps > plan.at && !plan.dies) return await action()
    if (steps === plan.at && plan.saved) await action()
    throw new PlannedFault()
  }
  return {
    arm(next): void {
      plan = next
      steps = 0
    },
    disarm(): number {
      plan = null
      return steps
    },
    parts: {
      signer,
      store: {
        files: store.files,
        read: async (path) => await store.read(path),
        write: async (...write) => {
          await step(async () => {
            await store.write(...write)
          })
        },
        discard: async (path) => {
          await step(async () => {
            await store.discard(path)
          })
        },
      },
      lock: {
        read: async () => await lock.read(),
        replace: async (...replace) => await step(async () => await lock.replace(...replace)),
      },
    },
  }
}

/** From 250 to 260 fills a tile and begins the next, on two levels: every kind of file is written. */
const before = 250
const added = 10
const after = before + added
const start = await logOf(before - 1, 1)

/** discard, stage, lock, two bundles, three tiles, checkpoint */
const appendSteps = 9
const lockStep = 3
/** two bundles, three tiles, checkpoint */
const recoverySteps = 6

function plans(steps: number, dies: boolean): readonly Plan[] {
  return Array.from({ length: steps }, (_, i) => i + 1).flatMap((at) => [
    { at, saved: false, dies },
    { at, saved: true, dies },
  ])
}

function nameOf({ at, saved }: Plan): string {
  return `step ${at}, ${saved ? 'failed but saved' : 'failed and not saved'}`
}

/** What was in the lock when the fault came is in the log for ever. */
function sizeAfter({ at, saved }: Plan): number {
  return at > lockStep || (at === lockStep && saved) ? after : before
}

describe('a fault in an append', () => {
  it('has nine steps to come at', async () => {
    const { parts, arm, disarm } = faulty(await copyOf(start))
    const sequencer = await openSequencer({ ...parts, now })
    arm({ at: 100, saved: false, dies: false })
    await sequencer.append(entriesFrom(before, added), now)
    assert.equal(disarm(), appendSteps)
  })

  for (const plan of plans(appendSteps, true))
    it(`${nameOf(plan)}, of which the program dies, leaves the batch whole or absent`, async () => {
      const healthy = await copyOf(start)
      const { parts, arm } = faulty(healthy)
      const sequencer = await openSequencer({ ...parts, now })
      arm(plan)
      await assert.rejects(sequencer.append(entriesFrom(before, added), now), PlannedFault)
      // readers see a sound log even now
      await checkWorld(healthy, { settled: false })

      const next = await openSequencer({ ...healthy, now })
      assert.equal(await checkWorld(healthy), sizeAfter(plan))
      await next.append(entriesFrom(sizeAfter(plan), 300), now)
      assert.equal(await checkWorld(healthy), sizeAfter(plan) + 300)
    })

  for (const plan of plans(appendSteps, false))
    it(`${nameOf(plan)}, once, is settled by the next append`, async () => {
      const { parts, arm, disarm } = faulty(await copyOf(start))
      const sequencer = await openSequencer({ ...parts, now })
      arm(plan)
      await assert.rejects(sequencer.append(entriesFrom(before, added), now), PlannedFault)
      disarm()
      const size = sizeAfter(plan)
      const { firstIndex } = await sequencer.append(
        entriesFrom(size, added),
        '2026-11-23T17:06:00Z',
      )
      assert.equal(firstIndex, size)
      assert.equal(await checkWorld(parts), size + added)
    })

  for (const plan of plans(appendSteps, false))
    it(`${nameOf(plan)}, once, is settled under another batch, too`, async () => {
      const { parts, arm, disarm } = faulty(await copyOf(start))
      const sequencer = await openSequencer({ ...parts, now })
      arm(plan)
      await assert.rejects(sequencer.append(entriesFrom(before, added), now), PlannedFault)
      disarm()
      const size = sizeAfter(plan)
      for (const i of [0, 1]) await sequencer.append(entriesFrom(size + i, 1), now)
      assert.equal(await checkWorld(parts), size + 2)
      assert.equal(stagesIn(parts), 2)
    })

  it('that lasts a while is over when it is over', async () => {
    const { parts, arm, disarm } = faulty(await copyOf(start))
    const sequencer = await openSequencer({ ...parts, now })
    for (const at of [5, 1, 2, 3]) {
      arm({ at, saved: false, dies: true })
      await assert.rejects(sequencer.append(entriesFrom(after, 1), now), PlannedFault)
      await checkWorld(parts, { settled: false })
    }
    disarm()
    assert.equal(sequencer.checkpoint.size, before)
  })
})

describe('a fault in a recovery', () => {
  for (const plan of plans(recoverySteps, true))
    it(`${nameOf(plan)}, of which the program dies, is recovered by the next`, async () => {
      const healthy = await copyOf(start)
      const first = faulty(healthy)
      const sequencer = await openSequencer({ ...first.parts, now })
      first.arm({ at: lockStep, saved: true, dies: true })
      await assert.rejects(sequencer.append(entriesFrom(before, added), now), PlannedFault)
      assert.equal(await checkWorld(healthy, { settled: false }), before)

      const second = faulty(healthy)
      second.arm(plan)
      await assert.rejects(openSequencer({ ...second.parts, now }), PlannedFault)
      await checkWorld(healthy, { settled: false })

      await openSequencer({ ...healthy, now })
      assert.equal(await checkWorld(healthy), after)
    })
})

function stagesIn({ store }: MemoryLog): number {
  return [...store.files.keys()].filter((path) => path.startsWith('staging/')).length
}
