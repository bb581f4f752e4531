import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import {
  createKey,
  createLog,
  createMemoryLock,
  createObjectStore,
  createReader,
  createSigner,
  createVerifier,
  fsck,
  openSequencer,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'
import type { ObjectClient, Sequencer } from '@porchlight/log'
import { createBucket, openBucket } from '@porchlight/server'

import type { Voice } from '../voice.ts'
import { startGateway } from './ceph.ts'
import type { Gateway } from './ceph.ts'

export interface BucketWork {
  /** How often many programs write one key at the same moment. */
  readonly races: number
  /** How often the gateway is killed while a log is written through it. */
  readonly kills: number
}

export interface BucketResult {
  readonly races: number
  /** Races in which other than one program was told that it wrote, or something else was there afterwards. */
  readonly unfair: number
  readonly kills: number
  /** Kills that an append did not survive; the others came between two. */
  readonly interrupted: number
  readonly entries: number
  /** Entries that were acknowledged, and are not in the log. */
  readonly lost: number
  readonly sound: boolean
}

/** A run in which no kill came in the middle of an append has shown nothing. */
export function bucketPassed({ unfair, lost, sound, interrupted }: BucketResult): boolean {
  return unfair === 0 && lost === 0 && sound && interrupted > 0
}

export function bucketLine(result: BucketResult): string {
  const { races, unfair, kills, interrupted, entries, lost, sound } = result
  return `bucket: ${String(races - unfair)}/${String(races)} races won by one, ${String(kills)} kills of the gateway (${String(interrupted)} in the middle of an append), ${String(entries)} entries acknowledged, ${String(lost)} lost, log ${sound ? 'whole' : 'NOT whole'}`
}

const bucketName = 'town'
const region = 'us-east-1'
const now = '2026-11-24T01:00:00Z'

/** A log in a bucket of a real Ceph gateway. */
export async function runBucket(work: BucketWork, { note }: Voice): Promise<BucketResult> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-ceph-'))
  try {
    note('starting Ceph …')
    const gateway = await startGateway(directory)
    try {
      // where the client looks for who it is
      process.env['AWS_ACCESS_KEY_ID'] = gateway.accessKey
      process.env['AWS_SECRET_ACCESS_KEY'] = gateway.secretKey
      const bucket = { name: bucketName, prefix: '', endpoint: gateway.endpoint, region }
      await createBucket(bucket)
      const client = await openBucket(bucket)
      note('many at once …')
      const unfair = await unfairRaces(client, work.races)
      note('a log, and kills of the gateway …')
      const log = await writeThroughKills(client, gateway, work.kills)
      client.close()
      return { ...work, unfair, ...log }
    } finally {
      await gateway.stop()
    }
  } finally {
    await rm(directory, { recursive: true })
  }
}

const writers = 16

async function unfairRaces(client: ObjectClient, races: number): Promise<number> {
  let unfair = 0
  for (let race = 0; race < races; race += 1) {
    const key = `race/${String(race)}`
    const all = Array.from({ length: writers }, () => randomBytes(64))
    const wrote = await Promise.all(
      all.map(async (bytes) => await client.put(key, bytes, { ifAbsent: true })),
    )
    const winner = all[wrote.indexOf(true)]
    const there = await client.get(key)
    const isFair =
      wrote.filter(Boolean).length === 1 &&
      winner !== undefined &&
      there !== null &&
      winner.equals(there)
    if (!isFair) unfair += 1
  }
  return unfair
}

/** Appends, with the gateway killed in the middle of some; each start goes on where the log is. */
async function writeThroughKills(
  client: ObjectClient,
  gateway: Gateway,
  kills: number,
): Promise<Pick<BucketResult, 'entries' | 'interrupted' | 'lost' | 'sound'>> {
  const store = createObjectStore(client, 'log/')
  const lock = createMemoryLock()
  const seed = randomBytes(32)
  const key = createKey({ name: 'bucket.example/log', type: signatureType.ed25519, seed })
  const parts = { store, lock, signer: createSigner(key) }
  await createLog(parts)
  const acknowledged = new Map<number, Uint8Array>()
  let interrupted = 0
  for (let kill = 0; kill <= kills; kill += 1) {
    const sequencer = await openSequencer({ ...parts, now })
    const writing = appendUntilItFails(sequencer, acknowledged)
    if (kill < kills) {
      // another moment each time, after some appends were acknowledged
      await setTimeout(leastMillis + ((kill * stepMillis) % spreadMillis))
      await gateway.killAndStart()
    }
    if (await writing) interrupted += 1
  }
  const verdict = await fsck({ store, log: createVerifier(publicKeyOf(key)) })
  const entries = acknowledged.size
  if (!verdict.sound) return { entries, interrupted, lost: entries, sound: false }
  const reader = createReader({ store, checkpoint: verdict.checkpoint })
  let lost = 0
  for (const [index, bytes] of acknowledged) {
    const held = index < verdict.checkpoint.size ? await reader.entry(index) : null
    if (held === null || !Buffer.from(bytes).equals(held)) lost += 1
  }
  return { entries, interrupted, lost, sound: true }
}

/** Enough for every kill to come in the middle; each writes some six objects. */
const batches = 60

/** When a gateway is killed, after its log is open. */
const leastMillis = 300
const stepMillis = 67
const spreadMillis = 400

/** @returns whether it failed */
async function appendUntilItFails(
  sequencer: Sequencer,
  acknowledged: Map<number, Uint8Array>,
): Promise<boolean> {
  for (let batch = 0; batch < batches; batch += 1) {
    const entries = Array.from({ length: 17 }, () => randomBytes(100))
    try {
      const { firstIndex } = await sequencer.append(entries, now)
      for (const [at, bytes] of entries.entries()) acknowledged.set(firstIndex + at, bytes)
    } catch {
      // the gateway is gone: whether these are in the log, the next start finds out
      return true
    }
  }
  return false
}
