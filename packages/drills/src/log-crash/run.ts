import { spawnSync } from 'node:child_process'

import { faultEverySite, temporary } from './faults.ts'
import { hastyAnswers } from './order.ts'
import { inspect, nothingSaid, runWriter } from './world.ts'

export interface CrashWork {
  readonly kills: number
  /** Faults at one call of so many. */
  readonly every: number
}

export interface CrashResult {
  readonly kills: { readonly good: number; readonly all: number; readonly entries: number }
  /** Null where strace is missing. */
  readonly faults: { readonly good: number; readonly all: number } | null
  /** Null where strace is missing. */
  readonly order: { readonly sound: boolean; readonly caught: boolean } | null
}

export interface CrashVoice {
  readonly say: (text: string) => void
  readonly note: (text: string) => void
}

/** Longer than it takes to start, so that some are killed while they append, some while they recover. */
const maxLifeMillis = 120

/** Kills a writer of a log again and again, lets its calls fail one by one, and looks each time at everything it has answered for. */
export async function runLogCrash(
  { kills, every }: CrashWork,
  voice: CrashVoice,
): Promise<CrashResult> {
  const killed = await killAgainAndAgain(kills, voice)
  if (spawnSync('strace', ['-V'], { stdio: 'ignore' }).status !== 0) {
    voice.note('skipped: strace is missing (apt-get install --no-install-recommends -y strace)')
    return { kills: killed, faults: null, order: null }
  }
  const results = await faultEverySite(every, (done, all) => {
    if (done % 50 === 0) voice.note(`faults: ${String(done)} of ${String(all)}`)
  })
  for (const { inject, wrong } of results) for (const what of wrong) voice.say(`${inject}: ${what}`)
  const good = results.filter(({ wrong }) => wrong.length === 0).length
  return { kills: killed, faults: { good, all: results.length }, order: await orderOf(voice) }
}

async function killAgainAndAgain(
  kills: number,
  { say, note }: CrashVoice,
): Promise<CrashResult['kills']> {
  await using place = await temporary()
  const said = nothingSaid()
  let good = 0
  for (let kill = 1; kill <= kills; kill++) {
    const killAfterMillis = Math.random() * maxLifeMillis
    await runWriter({ directory: place.path, batches: 100_000, said, killAfterMillis })
    // the next one recovers what this one left, and adds a batch
    const { status } = await runWriter({ directory: place.path, batches: 1, said })
    const wrong = status === 0 ? await inspect(place.path, said) : ['it does not start again']
    for (const what of wrong) say(`kill ${String(kill)}: ${what}`)
    if (wrong.length === 0) good += 1
    if (kill % 50 === 0) note(`kills: ${String(kill)} of ${String(kills)}`)
  }
  return { good, all: kills, entries: said.entries.size }
}

async function orderOf({ say }: CrashVoice): Promise<CrashResult['order']> {
  await using sound = await temporary()
  await using hasty = await temporary()
  const found = await hastyAnswers(sound.path, 'sound')
  for (const what of found) say(`answered before the disk: ${what}`)
  return {
    sound: found.length === 0,
    caught: (await hastyAnswers(hasty.path, 'hasty')).length > 0,
  }
}

export function crashPassed({ kills, faults, order }: CrashResult): boolean {
  return (
    kills.good === kills.all &&
    faults?.good === faults?.all &&
    faults !== null &&
    order?.sound === true &&
    order.caught
  )
}

export function crashLine({ kills, faults, order }: CrashResult): string {
  const killed = `${String(kills.good)}/${String(kills.all)} kills (${String(kills.entries)} entries answered for)`
  if (faults === null || order === null) return `log-crash: ${killed}, the rest needs strace`
  const control = order.caught ? 'caught' : 'NOT CAUGHT'
  const sound = order.sound ? 'no answer before the disk' : 'ANSWERS BEFORE THE DISK'
  return `log-crash: ${killed}, ${String(faults.good)}/${String(faults.all)} faults, ${sound}, a copy without fsync ${control}`
}
