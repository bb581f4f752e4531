import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import {
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createSigner,
  createVerifier,
  formatPublicKey,
  fsck,
  LogError,
  openSequencer,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'
import type { LogStore } from '@porchlight/log'

import { checkFork } from '../verify/fork.ts'
import type { LogFiles } from '../verify/log-files.ts'
import { copyLog } from './copy.ts'
import type { CopyOutcome } from './copy.ts'

const type = signatureType.ed25519
const key = createKey({ name: 'example.com/log', type, seed: new Uint8Array(32).fill(7) })
const log = createVerifier(publicKeyOf(key))
const logKey = formatPublicKey(publicKeyOf(key))
const now = '2026-11-23T10:00:00Z'

/** The files of a log by path, as they were when it had so many entries. */
type Snapshot = ReadonlyMap<string, Uint8Array>

/** A log's files at each of some sizes. @param twist the entry from which on it differs from other logs */
async function snapshots(
  sizes: readonly number[],
  twist = Number.POSITIVE_INFINITY,
): Promise<readonly Snapshot[]> {
  const { store, files } = recording()
  const parts = { store, lock: createMemoryLock(), signer: createSigner(key) }
  await createLog(parts)
  const sequencer = await openSequencer({ ...parts, now })
  const taken: Snapshot[] = []
  let at = 0
  for (const size of sizes) {
    while (at < size) {
      const to = Math.min(size, at + 256)
      const texts = Array.from({ length: to - at }, (_, i) => textOf(at + i, twist))
      await sequencer.append(texts, now)
      at = to
    }
    taken.push(new Map(files))
  }
  return taken
}

function textOf(index: number, twist: number): Uint8Array {
  return new TextEncoder().encode(`entry ${String(index)}${index < twist ? '' : ' of another'}`)
}

/** A store whose files can be looked at. */
function recording(): { readonly store: LogStore; readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>()
  const memory = createMemoryStore()
  const store: LogStore = {
    read: async (path) => await memory.read(path),
    write: async (path, bytes, options) => {
      await memory.write(path, bytes, options)
      files.set(path, bytes)
    },
    discard: async (path) => {
      await memory.discard(path)
      files.delete(path)
    },
  }
  return { store, files }
}

interface Copy {
  readonly store: LogStore
  readonly files: Map<string, Uint8Array>
  /** What was asked of the instance. */
  readonly asked: string[]
  readonly from: (snapshot: Snapshot, alter?: (path: string) => boolean) => Promise<CopyOutcome>
}

function newCopy(): Copy {
  const { store, files } = recording()
  const asked: string[] = []
  async function from(snapshot: Snapshot, alter = (_path: string) => false): Promise<CopyOutcome> {
    const instance: LogFiles = {
      read: async (path) => {
        asked.push(path)
        const bytes = snapshot.get(path) ?? null
        return await Promise.resolve(bytes !== null && alter(path) ? turned(bytes) : bytes)
      },
    }
    return await copyLog({ from: instance, to: store, log, progress: () => undefined })
  }
  return { store, files, asked, from }
}

function turned(bytes: Uint8Array): Uint8Array {
  const other = bytes.slice()
  other[other.length - 1] = (other.at(-1) ?? 0) ^ 1
  return other
}

const sizes = [0, 3, 255, 256, 257, 700, 700, 1024]
const honest = await snapshots(sizes)
const last = honest.at(-1) ?? assert.fail()

/** All that `fsck` reads of the log, and nothing else. */
async function filesOf(snapshot: Snapshot): Promise<Snapshot> {
  const read = new Map<string, Uint8Array>()
  const store: LogFiles = {
    read: async (path) => {
      const bytes = snapshot.get(path) ?? null
      if (bytes !== null) read.set(path, bytes)
      return await Promise.resolve(bytes)
    },
  }
  assert.equal((await fsck({ store, log })).sound, true)
  return read
}

function sorted(files: Snapshot): readonly (readonly [string, string])[] {
  return [...files]
    .map(([path, bytes]) => [path, Buffer.from(bytes).toString('hex')] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}

describe('copyLog()', () => {
  it('copies a log byte for byte, and nothing but what it is made of', async () => {
    for (const snapshot of honest) {
      const copy = newCopy()
      assert.equal((await copy.from(snapshot)).outcome, 'copied')
      assert.deepEqual(sorted(copy.files), sorted(await filesOf(snapshot)))
    }
  })

  it('grows with the log, asks for what is new only, and leaves no old partial file', async () => {
    const copy = newCopy()
    for (const [i, snapshot] of honest.entries()) {
      copy.asked.length = 0
      const outcome = await copy.from(snapshot)
      assert.equal(
        outcome.outcome === 'copied' && outcome.added,
        (sizes[i] ?? 0) - (sizes[i - 1] ?? 0),
      )
      assert.deepEqual(sorted(copy.files), sorted(await filesOf(snapshot)))
    }
    assert.ok(!copy.asked.includes('tile/entries/000'), 'the first bundle was here')
    copy.asked.length = 0
    await copy.from(last)
    assert.ok(copy.asked.length < 5, copy.asked.join(' '))
  })

  it('goes on where it was interrupted, whatever was left', async () => {
    for (const left of ['right', 'wrong']) {
      const copy = newCopy()
      for (const path of ['tile/entries/000', 'tile/entries/001', 'tile/0/000']) {
        const bytes = last.get(path) ?? assert.fail()
        await copy.store.write(path, left === 'right' ? bytes : turned(bytes), { immutable: false })
      }
      assert.equal((await copy.from(last)).outcome, 'copied')
      assert.deepEqual(sorted(copy.files), sorted(await filesOf(last)))
      assert.equal(copy.asked.includes('tile/entries/000'), left === 'wrong')
    }
  })

  it('refuses another history, of more, as many or fewer entries, and keeps both checkpoints', async () => {
    const others = await snapshots([256, 700, 1024], 200)
    for (const other of others) {
      const copy = newCopy()
      await copy.from(honest[5] ?? assert.fail())
      const before = sorted(copy.files)
      const outcome = await copy.from(other)
      assert.equal(outcome.outcome, 'forked')
      const evidence = textAt(copy.files, outcome.evidence)
      const { verified, difference } = checkFork(evidence, logKey)
      assert.equal(verified, true)
      assert.deepEqual(difference, {
        index: 200,
        entries: ['entry 200', 'entry 200 of another'],
      })
      for (const snapshot of [honest[5], other])
        assert.ok(evidence.includes(textAt(snapshot, 'checkpoint')))
      copy.files.delete(outcome.evidence)
      assert.deepEqual(sorted(copy.files), before, 'nothing else has changed')
    }
  })

  it('keeps the two notes where another history cannot be read to its end', async () => {
    const [, other = assert.fail()] = await snapshots([256, 700], 200)
    const copy = newCopy()
    await copy.from(honest[5] ?? assert.fail())
    const outcome = await copy.from(other, (path) => path === 'tile/entries/000')
    assert.equal(outcome.outcome, 'forked')
    assert.equal(
      textAt(copy.files, outcome.evidence),
      `${textAt(honest[5], 'checkpoint')}\n${textAt(other, 'checkpoint')}`,
    )
    assert.equal(checkFork(textAt(copy.files, outcome.evidence), logKey).verified, true)
  })

  it('says where a log shows less than it did, and keeps what it had', async () => {
    const copy = newCopy()
    await copy.from(last)
    const before = sorted(copy.files)
    const outcome = await copy.from(honest[4] ?? assert.fail())
    assert.deepEqual([outcome.outcome, outcome.checkpoint.size], ['older', 257])
    assert.deepEqual(sorted(copy.files), before)
  })

  it('takes no file with one bit turned, and no checkpoint before all files', async () => {
    const wanted = [...(await filesOf(last)).keys()]
    assert.ok(wanted.length >= 10)
    for (const path of wanted) {
      const copy = newCopy()
      await assert.rejects(
        copy.from(last, (each) => each === path),
        LogError,
        path,
      )
      assert.equal(copy.files.has('checkpoint'), false)
      const bad = turned(last.get(path) ?? assert.fail())
      const kept = copy.files.get(path)
      assert.ok(kept === undefined || !Buffer.from(bad).equals(kept), `${path} was not taken`)
    }
  })
})

function textAt(snapshot: Snapshot | undefined, path: string): string {
  return Buffer.from(snapshot?.get(path) ?? assert.fail()).toString()
}
