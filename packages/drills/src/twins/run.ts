import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sampleVideo } from '@porchlight/e2e'

import type { Voice } from '../voice.ts'
import { HubProcess } from './hub-process.ts'
import { afterDeeds, differences, intervalsOf, intervalTests, of, outside } from './judge.ts'
import type { Compared, Looks } from './judge.ts'
import { leaking, lives, sound } from './lives.ts'
import type { LeakingName, TwinName } from './lives.ts'
import { randomByDesign } from './looks.ts'
import { compareSamples } from './statistics.ts'
import { TownInTime } from './town-time.ts'

export interface TwinsResult {
  readonly looks: number
  readonly requests: number
  readonly connections: number
  readonly differences: number
  readonly outside: number
  readonly tests: readonly Compared[]
  readonly controls: Readonly<Record<LeakingName, boolean>>
  /** What the drill must have had, to have tested anything. */
  readonly missing: readonly string[]
}

/** All tests of one run together raise a false alarm once in a thousand runs; each has its share (Bonferroni). */
const falseAlarms = 0.001

/** Four hubs and four that leak, side by side for so many looks, five minutes each, in compressed time. */
export async function runTwins(looks: number, voice: Voice): Promise<TwinsResult> {
  await using place = await temporary()
  await using time = await TownInTime.open()
  await using hubs = await startHubs(time, { looks, place: place.path })
  const plan = planOf(looks)
  for (let look = 1; look <= looks; look++) {
    if (plan.publishes(look)) await time.publish()
    if (look === plan.away) {
      await time.world.restart(async () => {
        voice.note(`look ${String(look)}: the instance is away`)
        await hubs.look()
      })
      continue
    }
    await time.tick(plan.feeds(look))
    await hubs.look()
    if (look % 50 === 0) voice.note(`${String(look)} of ${String(looks)} looks`)
  }
  return judge(hubs.all, voice)
}

/** What happens when: new requests now and then, an instance that is away once, looks that find no new feed or several. */
function planOf(looks: number) {
  const every = Math.max(5, Math.round(looks / 20))
  const slept = Math.round(looks * 0.4)
  return {
    publishes: (look: number) => look % every === 2,
    away: Math.round(looks * 0.6),
    feeds: (look: number) => (look === slept ? manyFeeds : Number(look % 7 !== 0)),
  }
}

/** As many as a client that slept goes through by several. */
const manyFeeds = 40

interface Hubs extends AsyncDisposable {
  readonly all: readonly HubProcess[]
  /** All of them, in an order that chance gives. */
  readonly look: () => Promise<void>
}

async function startHubs(
  time: TownInTime,
  { looks, place }: { readonly looks: number; readonly place: string },
): Promise<Hubs> {
  const running = new AsyncDisposableStack()
  const port = Number(new URL(time.world.origin).port)
  const all = await Promise.all(
    names().map(async (name, at) => {
      const orders = {
        directory: join(place, String(at)),
        origin: time.world.origin,
        ahead: time.ahead,
        incidentAt: time.incidentAt,
        video: sampleVideo,
        life: lives[name],
        onceAfter: Math.round(looks / 2),
      }
      const from = `127.0.0.${String(10 + at)}`
      return running.use(await HubProcess.start(name, { orders, port, from }))
    }),
  )
  return {
    all,
    look: async () => {
      await Promise.all(shuffled(all).map(async (hub) => await hub.look()))
    },
    [Symbol.asyncDispose]: async () => {
      await running.disposeAsync()
    },
  }
}

function names(): readonly TwinName[] {
  return (Object.keys(lives) as readonly string[]).filter((name): name is TwinName => name in lives)
}

/** Who is always first finds the machine idle. */
function shuffled<T>(all: readonly T[]): readonly T[] {
  return all
    .map((one) => ({ one, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

function judge(hubs: readonly HubProcess[], voice: Voice): TwinsResult {
  const looks: Looks = new Map(hubs.map(({ name, looks: own }) => [name, own]))
  const [first = '', ...others] = Object.keys(sound)
  let different = 0
  for (const other of others) {
    const found = differences(of(looks, first), of(looks, other))
    different += found.length
    voice.say(
      `${first} / ${other}: ${found.length === 0 ? 'the same, byte for byte' : 'DIFFERENT'}`,
    )
    for (const line of found.slice(0, 5)) voice.say(`  ${line}`)
  }
  voice.say(
    `  but for ${Object.keys(randomByDesign).join(', ')}: random, and as long as each other`,
  )
  const far = Object.keys(sound).flatMap((name) => outside(of(looks, name)))
  for (const millis of far) voice.say(`ODD INTERVAL: ${millis.toFixed(0)} ms`)
  const tests = intervalTests(looks)
  for (const test of tests) voice.say(told(test))
  const own = of(looks, first)
  return {
    looks: own.length,
    requests: own.reduce((sum, { requests }) => sum + requests, 0),
    connections: own.reduce((sum, { connections }) => sum + connections, 0),
    differences: different,
    outside: far.length,
    tests,
    controls: controlsOf(looks, { level: levelOf(tests), voice }),
    missing: missing(hubs),
  }
}

function levelOf(tests: readonly Compared[]): number {
  return falseAlarms / tests.length
}

function told({ what, d, p }: Compared): string {
  return `intervals, ${what}: D ${d.toFixed(4)}, p ${p.toPrecision(3)}`
}

/** Each must be told from the first hub by what is for it. */
function controlsOf(
  looks: Looks,
  { level, voice }: { readonly level: number; readonly voice: Voice },
): TwinsResult['controls'] {
  const first = of(looks, 'no match')
  const more = differences(first, of(looks, 'one thing more'))
  const byte = differences(first, of(looks, 'one byte more'))
  const early = compareSamples(intervalsOf(first), intervalsOf(of(looks, 'early')))
  const restless = afterDeeds(of(looks, 'restless'))
  voice.say(`control, one thing more: ${more.join(', ')}`)
  voice.say(`control, one byte more: ${byte.join(', ')}`)
  voice.say(`control, early: ${told({ what: 'against no match', ...early })}`)
  if (restless !== null)
    voice.say(`control, restless: ${told({ what: 'after a deed / not', ...restless })}`)
  return {
    // once, and nothing else that chance may have done
    'one thing more': more.length === 1,
    'one byte more': byte.length === 1,
    early: early.p < level && outside(of(looks, 'early')).length > 0,
    restless: restless !== null && restless.p < level,
  }
}

/** Without this the hubs would be the same because nothing happened. */
function missing(hubs: readonly HubProcess[]): readonly string[] {
  return hubs.flatMap(({ name, looks, matched, accepted }) => {
    const { fits, does } = lives[name]
    const text = looks.flatMap(({ lines }) => lines).join('\n')
    return [
      ...(matched > 0 === fits || does === 'declines' ? [] : ['what matches']),
      ...((does === 'nothing') === looks.every(({ acted }) => !acted) ? [] : ['deeds']),
      ...(text.includes('POST /api/tokens ') ? [] : ['tokens']),
      ...(/GET \/feed\/\d+\.proof /.test(text) ? [] : ['feeds in between']),
      ...(looks.some(({ requests }) => requests === 0) ? [] : ['an instance that is away']),
      // the clock of one that is early goes wrong
      ...(accepted >= looks.length - 1 || name === 'early' ? [] : ['feeds that it believes']),
    ].map((what) => `${name}: ${what}`)
  })
}

export function twinsPassed(result: TwinsResult): boolean {
  const { tests } = result
  return (
    result.differences === 0 &&
    result.outside === 0 &&
    result.missing.length === 0 &&
    tests.every(({ p }) => p >= levelOf(tests)) &&
    Object.keys(leaking).length === caught(result)
  )
}

function caught({ controls }: TwinsResult): number {
  return Object.values(controls).filter(Boolean).length
}

export function twinsLine(result: TwinsResult): string {
  const { looks, requests, connections, tests, missing: absent } = result
  const controls = Object.keys(result.controls).length
  const least = Math.min(...tests.map(({ p }) => p))
  const figures = [
    `${String(result.differences)} differences and ${String(result.outside)} odd intervals in ${String(looks)} looks of 4 hubs (each ${String(requests)} requests, ${String(connections)} connections)`,
    `least p ${least.toPrecision(3)} of ${String(tests.length)} tests`,
    `${String(caught(result))}/${String(controls)} leaking hubs caught`,
  ]
  const bar = `0, 0, p ≥ ${levelOf(tests).toPrecision(3)}, ${String(controls)}/${String(controls)}`
  const wanting = absent.length === 0 ? '' : `; MISSING: ${absent.join(', ')}`
  return `twins: ${figures.join('; ')} (bar ${bar})${wanting}`
}

async function temporary(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'porchlight-twins-'))
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await rm(path, { recursive: true, force: true })
    },
  }
}
