import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { Fault } from '@porchlight/core'
import {
  addCheckpointPath,
  collectCosignatures,
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createReader,
  createSigner,
  formatAddCheckpoint,
  formatPublicKey,
  openSequencer,
  parsePolicy,
  publicKeyOf,
  signatureType,
  signCheckpoint,
  verifyByPolicy,
  witnessedPath,
} from '@porchlight/log'
import type { Collection, Policy, SignedCheckpoint } from '@porchlight/log'

import { Refusal } from '../refusal.ts'
import { policyLine, startWitness } from './start.ts'
import type { RunningWitness, WitnessOptions } from './start.ts'

const now = '2026-11-23T17:05:00Z'
const seed = new Uint8Array(32).fill(7)
const key = createKey({ name: 'example.org/log', type: signatureType.ed25519, seed })
const signer = createSigner(key)
const logKey = formatPublicKey(publicKeyOf(key))

interface World {
  readonly directory: string
  readonly told: string[]
  readonly start: (changes?: Partial<WitnessOptions>) => Promise<RunningWitness>
}

async function inWorld(test: (world: World) => Promise<void>): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), 'porchlight-witness-'))
  const directory = join(base, 'witness')
  const told: string[] = []
  const running: RunningWitness[] = []
  async function start(changes: Partial<WitnessOptions> = {}): Promise<RunningWitness> {
    const witness = await startWitness({
      directory,
      name: 'w.example/1',
      logs: [logKey],
      host: '127.0.0.1',
      port: 0,
      now: () => now,
      random: (length) => new Uint8Array(length).fill(9),
      tell: (sentence) => told.push(sentence),
      ...changes,
    })
    running.push(witness)
    return witness
  }
  try {
    await test({ directory, told, start })
  } finally {
    for (const witness of running) await witness.close()
    await rm(base, { recursive: true })
  }
}

async function submit(url: string, body: string): Promise<{ status: number; body: string }> {
  const response = await fetch(`${url}/${addCheckpointPath}`, { method: 'POST', body })
  return { status: response.status, body: await response.text() }
}

function policyOf({ vkey, url }: RunningWitness): Policy {
  return parsePolicy(`log ${logKey}\n${policyLine('w', vkey, url)}\nquorum w\n`)
}

/** A log of two checkpoints, of two entries and of three. */
async function logOfTwo(): Promise<{
  readonly checkpoints: readonly SignedCheckpoint[]
  readonly collect: (checkpoint: SignedCheckpoint, policy: Policy) => Promise<Collection>
}> {
  const parts = { store: createMemoryStore(), lock: createMemoryLock(), signer }
  await createLog(parts)
  const sequencer = await openSequencer({ ...parts, now })
  const texts = [['a', 'b'], ['c']]
  const checkpoints: SignedCheckpoint[] = []
  for (const batch of texts) {
    const entries = batch.map((text) => new TextEncoder().encode(text))
    checkpoints.push((await sequencer.append(entries, now)).checkpoint)
  }
  async function collect(checkpoint: SignedCheckpoint, policy: Policy): Promise<Collection> {
    const reader = createReader({ store: parts.store, checkpoint })
    return await collectCosignatures({
      checkpoint,
      policy,
      proof: async (old) => await reader.consistency(old),
      signal: AbortSignal.timeout(5000),
      send: async ({ url, body }) => await submit(url, body),
    })
  }
  return { checkpoints, collect }
}

describe('startWitness()', () => {
  it('cosigns over HTTP what continues what it cosigned, and its policy line is believed', async () => {
    await inWorld(async ({ start }) => {
      const witness = await start()
      const { checkpoints, collect } = await logOfTwo()
      for (const checkpoint of checkpoints) {
        const { quorum, note, outcomes } = await collect(checkpoint, policyOf(witness))
        assert.deepEqual([quorum, outcomes.get('w')?.outcome], [true, 'cosigned'])
        assert.equal(verifyByPolicy(note, policyOf(witness)).verified, true)
        const held = await fetch(`${witness.url}/${witnessedPath('example.org/log')}`)
        assert.equal(await held.text(), note)
      }
    })
  })

  it('remembers over a new start, and so refuses a smaller tree', async () => {
    await inWorld(async ({ start }) => {
      const { checkpoints, collect } = await logOfTwo()
      const [small = assert.fail(), large = assert.fail()] = checkpoints
      const first = await start()
      await collect(large, policyOf(first))
      await first.close()
      const again = await start({ random: () => assert.fail('it has a key') })
      assert.equal(again.vkey, first.vkey)
      const { quorum, outcomes } = await collect(small, policyOf(again))
      assert.deepEqual([quorum, outcomes.get('w')], [false, { outcome: 'ahead', size: 3 }])
    })
  })

  it('keeps both notes where the log has signed two histories, and says so', async () => {
    await inWorld(async ({ directory, start, told }) => {
      const witness = await start()
      const { checkpoints, collect } = await logOfTwo()
      const checkpoint = checkpoints[0] ?? assert.fail()
      const { note } = await collect(checkpoint, policyOf(witness))
      const lie = signCheckpoint({ size: 2, root: new Uint8Array(32).fill(1) }, signer).note
      const answer = await submit(
        witness.url,
        formatAddCheckpoint({ old: 2, proof: [], note: lie }),
      )
      assert.equal(answer.status, 409)
      const [name = assert.fail()] = await readdir(join(directory, 'evidence'))
      const evidence = await readFile(join(directory, 'evidence', name), 'utf8')
      assert.equal(evidence, `${note}\n${lie}`)
      assert.match(told.join('\n'), /^FORK: example\.org\/log has signed two histories/)
      const held = await fetch(`${witness.url}/${witnessedPath('example.org/log')}`)
      assert.equal(await held.text(), note)
    })
  })

  it('makes a key that only its account can read', async () => {
    await inWorld(async ({ directory, start }) => {
      await start()
      const file = join(directory, 'witness.key')
      assert.equal((await stat(file)).mode & 0o777, 0o600)
      assert.match(await readFile(file, 'utf8'), /^PRIVATE\+KEY\+w\.example\/1\+/)
    })
  })

  it('is one program for each directory', async () => {
    await inWorld(async ({ start }) => {
      await start()
      await assert.rejects(start(), (e) => e instanceof Fault && e.code === 'instance/in-use')
    })
  })

  it('refuses another name, a lost memory, a damaged key, and what is no key of a log', async () => {
    await inWorld(async ({ directory, start }) => {
      const first = await start()
      await first.close()
      await assert.rejects(start({ name: 'w.example/2' }), /is of the witness w\.example\/1/)
      await rm(join(directory, 'cosigned'), { recursive: true })
      await assert.rejects(start(), /has forgotten what it cosigned/)
      await writeFile(join(directory, 'witness.key'), 'nothing')
      await assert.rejects(start(), /The key of this witness is damaged/)
      for (const log of ['nothing', first.vkey])
        await assert.rejects(start({ logs: [log] }), /Not the verifier key of a log/)
      await assert.rejects(start({ directory: join(directory, 'b'), name: 'a+b' }), Refusal)
    })
  })

  it('watches a log that is named later', async () => {
    await inWorld(async ({ start }) => {
      const witness = await start({ logs: [] })
      const { checkpoints, collect } = await logOfTwo()
      const checkpoint = checkpoints[0] ?? assert.fail()
      const { outcomes } = await collect(checkpoint, policyOf(witness))
      assert.deepEqual(outcomes.get('w'), { outcome: 'refused', status: 404 })
      witness.watch(logKey)
      assert.equal((await collect(checkpoint, policyOf(witness))).quorum, true)
    })
  })

  it('says who it is, gives out nothing else, and reads no more than a request may hold', async () => {
    await inWorld(async ({ directory, start }) => {
      const { url, vkey } = await start()
      await mkdir(join(directory, 'evidence'))
      const about = await (await fetch(url)).text()
      assert.ok(about.includes(vkey) && about.includes('example.org/log'))
      for (const path of ['witness.key', 'cosigned', '../witness.key', witnessedPath('x')])
        assert.equal((await fetch(`${url}/${path}`)).status, 404)
      assert.equal((await fetch(`${url}/${addCheckpointPath}`)).status, 405)
      assert.equal((await fetch(url, { method: 'DELETE' })).status, 405)
      assert.equal((await submit(url, 'old x\n')).status, 400)
      assert.equal((await submit(url, 'x'.repeat(70_000))).status, 413)
    })
  })

  it('cosigns nothing while its clock is behind what it cosigned', async () => {
    await inWorld(async ({ start, told }) => {
      let time = now
      const witness = await start({ now: () => time })
      const { checkpoints, collect } = await logOfTwo()
      const [small = assert.fail(), large = assert.fail()] = checkpoints
      await collect(small, policyOf(witness))
      time = '2026-11-23T17:04:59Z'
      const { outcomes } = await collect(large, policyOf(witness))
      assert.deepEqual(outcomes.get('w'), { outcome: 'refused', status: 503 })
      assert.match(told.join('\n'), /Nothing was cosigned: Time runs backwards/)
    })
  })
})
