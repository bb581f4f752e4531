import { rmSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { RunningHub } from '@porchlight/hub'

import { hubCameras, measureClips } from './hub-clips.ts'
import { measureFolder } from './hub-folder.ts'
import { measureIdle } from './hub-idle.ts'
import { measureMatch } from './hub-match.ts'
import { openHub } from './hub-open.ts'

const mebibyte = 1024 * 1024

/** Milliseconds; seconds; MiB; parts of a processor. */
const bars = {
  overlapP99: 10,
  folderSeconds: 30,
  coldSeconds: 1,
  warmMillis: 50,
  memory: 150,
  processor: 0.01,
}

export interface HubWork {
  readonly clips: number
  readonly files: number
  readonly requests: number
  readonly idleSeconds: number
}

const fullWork: HubWork = { clips: 1_000_000, files: 10_000, requests: 10_000, idleSeconds: 20 }

/**
 * The index of clips, a folder, live requests against cameras, and a hub that does nothing, all with one
 * state on the disk of the system's temporary directory (`TMPDIR` names another).
 *
 * @returns whether each keeps its bar
 */
export async function benchHub(work: HubWork = fullWork): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-bench-hub-'))
  function wipe(): void {
    rmSync(directory, { recursive: true, force: true })
  }
  // a bench that is stopped leaves no gigabytes behind
  process.once('exit', wipe)
  try {
    const state = join(directory, 'state')
    const kept = await benchParts(state, { work, directory })
    const { size } = await stat(join(state, 'hub.db'))
    console.log(`hub: its encrypted state has ${whole(size / mebibyte)} MiB`)
    return [...kept, await benchIdle(state, work.idleSeconds)].every(Boolean)
  } finally {
    process.off('exit', wipe)
    await rm(directory, { recursive: true, force: true })
  }
}

async function benchParts(
  state: string,
  { work, directory }: { readonly work: HubWork; readonly directory: string },
): Promise<readonly boolean[]> {
  const hub = await openHub(state)
  try {
    return [
      await benchClips(hub, work.clips),
      await benchMatch(hub, work.requests),
      await benchFolder(hub, directory, work.files),
    ]
  } finally {
    await hub.close()
  }
}

async function benchClips(hub: RunningHub, clips: number): Promise<boolean> {
  console.error(`hub: ${whole(clips)} clips go into the index …`)
  const { buildSeconds, one, all, scanned } = await measureClips(hub, clips)
  const perSecond = whole(clips / buildSeconds)
  console.log(`clips: ${whole(clips)} indexed in ${buildSeconds.toFixed(1)} s (${perSecond}/s)`)
  console.log(
    `clips: an hour of one camera p50 ${fine(one.p50)} ms, p99 ${fine(one.p99)} ms, ${(scanned.p50 / one.p50).toFixed(1)} × as fast as going through an array in memory (p50 ${fine(scanned.p50)} ms)`,
  )
  console.log(
    `hub overlap: p50 ${fine(all.p50)} ms, p99 ${fine(all.p99)} ms for ${String(hubCameras)} cameras (bar p99 ≤ ${String(bars.overlapP99)} ms)`,
  )
  return all.p99 <= bars.overlapP99
}

async function benchMatch(hub: RunningHub, requests: number): Promise<boolean> {
  console.error(`hub: ${whole(requests)} live requests …`)
  const { coldSeconds, warmMillis, cardsMillis, matches } = await measureMatch(hub, requests)
  const what = `${whole(requests)} requests × ${String(hubCameras)} cameras, ${whole(matches)} matches`
  console.log(
    `hub cold: ${coldSeconds.toFixed(2)} s verified and matched, ${what} (bar ≤ ${String(bars.coldSeconds)} s)`,
  )
  console.log(
    `hub warm: ${fine(warmMillis)} ms matched (bar ≤ ${String(bars.warmMillis)} ms); the cards of the first screen, with the state: ${whole(cardsMillis)} ms`,
  )
  return coldSeconds <= bars.coldSeconds && warmMillis <= bars.warmMillis
}

async function benchFolder(hub: RunningHub, directory: string, files: number): Promise<boolean> {
  const { seconds, againSeconds, walkSeconds } = await measureFolder(hub, directory, files)
  const ratio = (seconds / walkSeconds).toFixed(1)
  console.log(
    `hub folder: ${whole(files)} files indexed in ${seconds.toFixed(2)} s, again in ${againSeconds.toFixed(2)} s; ${ratio} × reading the folder alone (bar ≤ ${String(bars.folderSeconds)} s)`,
  )
  return seconds <= bars.folderSeconds
}

async function benchIdle(state: string, seconds: number): Promise<boolean> {
  console.error(`hub: left alone for ${whole(seconds)} s …`)
  const { memory, processor } = await measureIdle(state, seconds)
  const mebibytes = memory / mebibyte
  console.log(
    `hub idle: ${whole(mebibytes)} MiB (bar ≤ ${String(bars.memory)} MiB), ${(processor * 100).toFixed(2)} % of a processor (bar ≤ ${String(bars.processor * 100)} %)`,
  )
  return mebibytes <= bars.memory && processor <= bars.processor
}

function whole(value: number): string {
  return value.toFixed(0)
}

function fine(value: number): string {
  return value.toFixed(2)
}
