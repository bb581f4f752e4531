import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  addAgency,
  freePort,
  mapleHeights,
  openTown,
  openWatched,
  openWitness,
} from '@porchlight/e2e'
import type { Town, Watched } from '@porchlight/e2e'
import { prepareLog } from '@porchlight/server'

import { openRecorder } from '../wire/recorder.ts'
import type { Recorder } from '../wire/recorder.ts'
import { home, planted } from './planted.ts'

/** An instance in a process of its own behind a recorder, with witnesses and two agencies. */
export interface CanaryInstance extends AsyncDisposable {
  readonly watched: Watched
  readonly recorder: Recorder
  readonly towns: readonly [Town, Town]
}

/** Five minutes, in a hurry. */
const feedMinutes = 0.03

export async function openInstance(kind: 'sound' | 'leaking'): Promise<CanaryInstance> {
  await using opening = new AsyncDisposableStack()
  const port = await freePort()
  // what a server in front of it is in earnest
  const recorder = opening.use(await openRecorder({ port, from: home.line, tunnel: false }))
  const origin = `http://localhost:${String(recorder.port)}`
  const dataDirectory = await mkdtemp(join(tmpdir(), 'porchlight-canary-instance-'))
  const first = opening.use(await openWitness('first', 1))
  const second = opening.use(await openWitness('second', 2))
  const logKey = await prepareLog(
    { dataDirectory, origin },
    { random: (length) => randomBytes(length) },
  )
  for (const witness of [first, second]) witness.watch(logKey)
  const witnesses = `${first.line}\n${second.line}\ngroup enough all first second\nquorum enough\n`
  const changes = { dataDirectory, origin, port, witnesses, feedMinutes, tokens: 'invite' as const }
  const watched = opening.use(await openWatched(kind, changes))
  const town = await openTown(watched)
  const profile = {
    ...mapleHeights,
    name: 'Bird County Sheriff’s Office',
    kind: 'sheriff' as const,
  }
  const other = await addAgency(
    { origin, stewards: town.stewards },
    { profile, passphrase: planted.agencyPassphrase },
  )
  const running = opening.move()
  return {
    watched,
    recorder,
    towns: [town, other],
    [Symbol.asyncDispose]: async () => {
      await running.disposeAsync()
    },
  }
}
