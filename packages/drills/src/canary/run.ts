import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { CanarySearch, foundText } from '@porchlight/e2e'
import type { Found } from '@porchlight/e2e'

import type { Voice } from '../voice.ts'
import { Evidence } from './evidence.ts'
import type { Means } from './evidence.ts'
import { Household } from './household.ts'
import { openInstance } from './instance.ts'
import { reasonFor } from './known.ts'
import { leakCount, leakedCanaries, leakingSend, tellLeaks, uncaught } from './leaks.ts'
import { testItself } from './self-test.ts'
import { incidentNow, tellStory } from './story.ts'

export interface CanaryResult {
  readonly secrets: number
  readonly encodings: number
  readonly megabytes: number
  /** What the instance learned and must not have. */
  readonly leaks: readonly string[]
  /** Places in which even what is public was not found. */
  readonly unsearched: readonly string[]
  readonly leaksCaught: number
  /** How many leaks there were on purpose. */
  readonly leaksMade: number
  /** Secrets that were planted and did not come into use, and forms that the search does not find. */
  readonly faults: readonly string[]
}

const fewestSecrets = 40
const fewestEncodings = 15
const places = ['wire', 'disk', 'memory', 'backup'] as const

/** The whole story, and what everything that the instance had of it says; then a short one with leaks. */
export async function runCanary(means: Means, voice: Voice): Promise<CanaryResult> {
  await using place = await temporary()
  await using other = await temporary()
  voice.note('the whole story …')
  const { evidence, told, unused } = await wholeStory(place.path, means)
  const search = new CanarySearch([...told.canaries, ...told.public])
  const { encodings, missed } = testItself(search, told.canaries)
  voice.say(`${String(encodings.length)} encodings: ${encodings.join(', ')}`)
  voice.note('looking for what was planted …')
  const found = await evidence.search(search)
  for (const [kind, size] of evidence.sizes) voice.say(`searched: ${kind}, ${size.toFixed(1)} MB`)
  const names = new Set(told.public.map(({ name }) => name))
  const secret = found.filter(({ canary }) => !names.has(canary))
  sayKnown(secret, voice)
  const leaks = [...new Set(secret.filter((one) => reasonFor(one) === null).map(foundText))]
  for (const leak of leaks) voice.say(`LEAK: ${leak}`)
  voice.note('a hub and an instance that leak …')
  const wanting = await leakingStory(other.path, means)
  for (const one of wanting) voice.say(`NOT CAUGHT: ${one}`)
  return {
    secrets: told.canaries.length,
    encodings: encodings.length,
    megabytes: [...evidence.sizes.values()].reduce((sum, size) => sum + size, 0),
    leaks,
    unsearched: places.filter(
      (kind) => !found.some((one) => names.has(one.canary) && one.place.startsWith(kind)),
    ),
    leaksCaught: leakCount(means) - wanting.length,
    leaksMade: leakCount(means),
    faults: [...missed, ...(unused === 0 ? [] : [`${String(unused)} stand-ins were not used`])],
  }
}

async function wholeStory(directory: string, means: Means) {
  const evidence = new Evidence(directory, means)
  await using instance = await openInstance('sound')
  const incidentAt = incidentNow()
  await using household = await Household.open({
    directory: join(directory, 'home'),
    incidentAt,
    send: fetch,
  })
  const told = await tellStory(instance, household, evidence)
  return { evidence, told, unused: household.unused() }
}

async function leakingStory(directory: string, means: Means): Promise<readonly string[]> {
  const evidence = new Evidence(directory, means)
  await using instance = await openInstance('leaking')
  const work = {
    directory: join(directory, 'home'),
    incidentAt: incidentNow(),
    send: leakingSend(),
  }
  await using household = await Household.open(work)
  await tellLeaks(instance, household, evidence)
  return uncaught(await evidence.search(new CanarySearch(leakedCanaries)), means)
}

/** What the instance must know, each once, with the reason. */
function sayKnown(found: readonly Found[], { say }: Voice): void {
  const reasons = new Map<string, Set<string>>()
  for (const one of found) {
    const known = reasonFor(one)
    if (known === null) continue
    const line = `known: ${one.canary}${known.form === undefined ? '' : `, as ${known.form}`}: ${known.because}`
    const [kind = ''] = one.place.split(',')
    reasons.set(line, (reasons.get(line) ?? new Set()).add(kind))
  }
  for (const [line, kinds] of reasons) say(`${line} (${[...kinds].join(', ')})`)
}

export function canaryPassed(result: CanaryResult): boolean {
  return (
    result.leaks.length === 0 &&
    result.unsearched.length === 0 &&
    result.faults.length === 0 &&
    result.leaksCaught === result.leaksMade &&
    result.secrets >= fewestSecrets &&
    result.encodings >= fewestEncodings
  )
}

export function canaryLine(result: CanaryResult): string {
  const { secrets, encodings, megabytes, leaks, unsearched, faults, leaksMade } = result
  const looked = `${String(leaks.length)} hits of ${String(secrets)} secrets in ${String(encodings)} encodings, in ${megabytes.toFixed(0)} MB that the server received, kept, printed, remembered and backed up`
  const wrong = [...unsearched.map((place) => `nothing found in ${place}`), ...faults]
  const bar = `(bar 0 of ≥ ${String(fewestSecrets)} in ≥ ${String(fewestEncodings)}, ${String(leaksMade)}/${String(leaksMade)})`
  const suffix = wrong.length === 0 ? '' : `; WRONG: ${wrong.join(', ')}`
  return `canary: ${looked}; ${String(result.leaksCaught)}/${String(leaksMade)} leaks of a leaking hub and server caught ${bar}${suffix}`
}

async function temporary(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'porchlight-canary-'))
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await rm(path, { recursive: true, force: true })
    },
  }
}
