import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openCopyPage } from '@porchlight/e2e'
import { memoryFile, proveCopy } from '@porchlight/owner'

import type { Voice } from '../voice.ts'
import { browserCut, hubCut, streamCut } from './cut.ts'
import type { Cutter, Outcome } from './cut.ts'
import { damaged } from './damage.ts'
import type { Damage } from './damage.ts'
import { insideOf, makeFilm, numbersIn, otherFilm, picturesInside } from './film.ts'
import { lookAt, printed, secretsIn } from './look.ts'
import type { Allowed, Found } from './look.ts'
import { forms } from './originals.ts'
import type { Form } from './originals.ts'
import { editSeconds, plant } from './plant.ts'
import type { Films, Original } from './plant.ts'
import { planted } from './prover.ts'

export interface LeakWork {
  /** Forms of recording by their names; null for all. */
  readonly forms: readonly string[] | null
  readonly browser: boolean
  /** Damaged copies. */
  readonly damages: number
}

export interface LeakResult {
  /** Forms of which there is a copy, by one way or both. */
  readonly copied: number
  readonly copies: number
  readonly refused: number
  /** Kinds of secrets that were found in an original. */
  readonly kinds: ReadonlySet<string>
  readonly faults: readonly string[]
  readonly proved: { readonly refused: number; readonly all: number }
  readonly damage: Damage
}

/** What a full run has to reach. */
export const leakBars = { forms: 20, kinds: 25 } as const

/** Each form of recording, cut in each way; then the proof alone; then damaged copies. */
export async function runLeak(work: LeakWork, voice: Voice): Promise<LeakResult> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-leak-'))
  await using page = work.browser ? await openCopyPage() : null
  try {
    const films = {
      directory,
      film: await makeFilm(directory),
      other: await makeFilm(directory, otherFilm),
    }
    const ways = new Map<string, Cutter>([['hub', hubCut]])
    if (page !== null) ways.set('browser', browserCut(page))
    const results: FormResult[] = []
    for (const form of forms) {
      if (work.forms !== null && !work.forms.includes(form.name)) continue
      results.push(await cutForm(form, { films, ways, voice }))
    }
    const controls = await controlFaults(films, voice)
    const copy = await cleanCopy(films)
    const proof = await planted(copy)
    for (const { kind, because } of proof)
      voice.say(`proof      ${kind.padEnd(32)} ${because ?? 'NOT REFUSED'}`)
    const damage = await damaged(copy, { count: work.damages, directory, voice })
    const all = results.flatMap(({ outcomes }) => outcomes)
    return {
      copied: results.filter(({ outcomes }) => outcomes.includes('clean')).length,
      copies: all.filter((outcome) => outcome === 'clean').length,
      refused: all.filter((outcome) => outcome === 'refused').length,
      kinds: new Set(results.flatMap(({ kinds }) => kinds)),
      faults: [...results.flatMap(({ faults }) => faults), ...controls],
      proved: {
        refused: proof.filter(({ because }) => because !== null).length,
        all: proof.length,
      },
      damage,
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** What every run must show, however short; a full one also {@link leakBars}. */
export function leakPassed({ copies, faults, proved, damage }: LeakResult): boolean {
  return copies > 0 && faults.length === 0 && proved.refused === proved.all && damage.faults === 0
}

export function leakLine({
  copied,
  copies,
  refused,
  kinds,
  faults,
  proved,
  damage,
}: LeakResult): string {
  const those = `${String(copied)} forms (bar ${String(leakBars.forms)})`
  const secrets = `${String(kinds.size)} kinds of secrets (bar ${String(leakBars.kinds)})`
  const proof = `the proof alone refuses ${String(proved.refused)}/${String(proved.all)}`
  const harm = `${String(damage.all)} damaged copies with ${String(damage.faults)} faults`
  return `trim-leak: ${String(faults.length)} leaks (bar 0) in ${String(copies)} copies of ${those} with ${secrets}, ${String(refused)} refused; ${proof}; ${harm}`
}

interface FormResult {
  readonly outcomes: readonly ('clean' | 'refused' | 'fault')[]
  readonly kinds: readonly string[]
  readonly faults: readonly string[]
}

interface Setting {
  readonly films: Films
  readonly ways: ReadonlyMap<string, Cutter>
  readonly voice: Voice
}

async function cutForm(form: Form, { films, ways, voice }: Setting): Promise<FormResult> {
  const original = await plant(form, films)
  const kinds = await secretsIn(original.path, await printed(original.path), original.secrets)
  const outcomes: FormResult['outcomes'][number][] = []
  const faults: string[] = kinds.length === 0 ? [`${form.name}: nothing is planted in it`] : []
  const said: string[] = []
  const inside = await insideOf(original.path, shiftOf(form))
  for (const [way, cut] of ways)
    for (const sound of [false, true]) {
      const outcome = await cut(jobFor(form, original, { films, sound, begin: inside.begin }))
      const name = `${way}${sound ? ' with sound' : ''}`
      const told = await judged(outcome, {
        secrets: original.secrets,
        inside: inside.numbers,
        sound,
      })
      const wrong = told.kind === 'refused' && way === 'hub' && form.hub ? ['no copy'] : told.faults
      outcomes.push(wrong.length > 0 ? 'fault' : told.kind)
      said.push(`${name} ${told.says}`)
      faults.push(...wrong.map((one) => `${form.name}, ${name}: ${one}`))
    }
  voice.say(
    `${form.name.padEnd(36)} ${String(new Set(kinds).size).padStart(2)} planted; ${said.join('; ')}`,
  )
  return { outcomes, kinds, faults }
}

interface Told {
  readonly kind: 'clean' | 'refused'
  readonly faults: readonly string[]
  readonly says: string
}

async function judged(outcome: Outcome, allowed: Allowed): Promise<Told> {
  if (outcome.kind === 'refused')
    return { kind: 'refused', faults: [], says: `refused: ${outcome.because}` }
  const found = await lookAt(outcome.path, allowed)
  const faults = faultsOf(found, allowed.inside.size)
  const says = faults.length === 0 ? String(found.pictures) : faults.join(', ')
  return { kind: 'clean', faults, says }
}

/** Seconds of the film that an original does not show. */
function shiftOf({ plants }: Form): number {
  return plants.includes('edit-list') ? editSeconds : 0
}

function jobFor(
  form: Form,
  { path }: Original,
  {
    films,
    sound,
    begin,
  }: { readonly films: Films; readonly sound: boolean; readonly begin: number },
): Parameters<Cutter>[0] {
  return { path, directory: films.directory, sound, shift: shiftOf(form), begin }
}

/** A picture may be lost at either end, no more. */
function faultsOf(found: Found, expected: number): readonly string[] {
  return [
    ...found.secrets.map((kind) => `LEAKS ${kind}`),
    ...(found.outside > 0 ? [`LEAKS ${String(found.outside)} pictures`] : []),
    ...(found.sound ? ['LEAKS sound'] : []),
    ...found.extras.map((line) => `SAYS ${line}`),
    ...(found.pictures < expected - 2 || found.pictures === 0
      ? [`only ${String(found.pictures)} pictures`]
      : []),
  ]
}

/** Stream copies of the first form must be caught by this drill's own eyes, and by the proof. */
async function controlFaults(films: Films, { say }: Voice): Promise<readonly string[]> {
  const [form] = forms
  if (form === undefined) return ['there is nothing to try']
  const original = await plant(form, films)
  const { numbers: inside } = await insideOf(original.path, 0)
  const faults: string[] =
    inside.size === picturesInside ? [] : ['the cut of an original is not known']
  for (const words of ['', '-map_metadata -1 -map_chapters -1 -fflags +bitexact']) {
    const outcome = await streamCut(words)(
      jobFor(form, original, { films, sound: false, begin: 0 }),
    )
    if (outcome.kind === 'refused') throw new Error('ffmpeg copies no stream')
    const found = await lookAt(outcome.path, { secrets: original.secrets, inside, sound: false })
    const verdict = await proveCopy(memoryFile(await readFile(outcome.path)))
    const told = `${String(found.secrets.length)} secrets, ${String(found.outside)} pictures from outside`
    say(`control: a stream copy${words === '' ? '' : ' without tags'}: caught with ${told}`)
    if (found.outside === 0) faults.push('a stream copy was not caught by its pictures')
    if (found.secrets.length === 0) faults.push('a stream copy was not caught by what it says')
    if (verdict.clean) faults.push('the proof lets a stream copy pass')
  }
  if ((await numbersIn(original.path)).length < picturesInside * 2)
    faults.push('the pictures of an original cannot be read')
  return faults
}

/** What the proof is tried on: the hub's copy of the first form. */
async function cleanCopy(films: Films): Promise<Buffer> {
  const [form] = forms
  if (form === undefined) throw new Error('There is nothing to copy')
  const original = await plant(form, films)
  const outcome = await hubCut(jobFor(form, original, { films, sound: true, begin: 0 }))
  if (outcome.kind === 'refused') throw new Error(`No copy: ${outcome.because}`)
  return await readFile(outcome.path)
}
