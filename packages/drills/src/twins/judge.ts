import { sound } from './lives.ts'
import type { Look } from './looks.ts'
import { compareSamples } from './statistics.ts'
import type { Difference } from './statistics.ts'

/** By its name, every look of a hub. */
export type Looks = ReadonlyMap<string, readonly Look[]>

export interface Compared extends Difference {
  readonly what: string
}

/** Milliseconds from each look to the next, by the hub's clock. */
export function intervalsOf(looks: readonly Look[]): readonly number[] {
  return looks.slice(1).map(({ at }, before) => at - (looks[before]?.at ?? 0))
}

/** What is not the same in the looks of two hubs, one after the other: for each, the first line that differs. */
export function differences(one: readonly Look[], other: readonly Look[]): readonly string[] {
  const longer = one.length > other.length ? one : other
  return longer.flatMap((_, at) => {
    const [a, b] = [one[at]?.lines ?? [], other[at]?.lines ?? []]
    const line = Array.from({ length: Math.max(a.length, b.length) }, (__, each) => each).find(
      (each) => a[each] !== b[each],
    )
    if (line === undefined) return []
    return [`look ${String(at + 1)}: ${shown(a[line])} / ${shown(b[line])}`]
  })
}

function shown(line: string | undefined): string {
  return line === undefined ? 'nothing' : JSON.stringify(line.slice(0, 120))
}

/** A tenth either way of five minutes, as every hub says it pauses. */
const shortestMillis = 270_000
const longestMillis = 330_000
/** When a machine under load sees a connection, and when it starts what is due: this much is no sign of anything. */
const earlyMillis = 1000
const lateMillis = 5000

/** Intervals that no pause explains. */
export function outside(looks: readonly Look[]): readonly number[] {
  return intervalsOf(looks).filter(
    (millis) => millis < shortestMillis - earlyMillis || millis > longestMillis + lateMillis,
  )
}

/** The intervals after which an owner did something, against the others; null where these are too few. */
export function afterDeeds(looks: readonly Look[]): Difference | null {
  const intervals = intervalsOf(looks).map((millis, at) => ({ millis, look: looks[at] }))
  const after = intervals.filter(({ look }) => look?.acted === true)
  const others = intervals.filter(({ look }) => look?.acted === false)
  if (after.length < fewestDeeds || others.length < fewestDeeds) return null
  return compareSamples(
    after.map(({ millis }) => millis),
    others.map(({ millis }) => millis),
  )
}

const fewestDeeds = 5

/** All that the sound hubs' intervals are tested for. */
export function intervalTests(looks: Looks): readonly Compared[] {
  const names = Object.keys(sound)
  const pairs = names.flatMap((one, at) =>
    names.slice(at + 1).map((other) => [one, other] as const),
  )
  const between = pairs.flatMap(([one, other]) => [
    {
      what: `from look to look, ${one} / ${other}`,
      ...compareSamples(intervalsOf(of(looks, one)), intervalsOf(of(looks, other))),
    },
    {
      what: `within a look, ${one} / ${other}`,
      ...compareSamples(gapsOf(of(looks, one)), gapsOf(of(looks, other))),
    },
  ])
  const within = names.flatMap((name) => {
    const compared = afterDeeds(of(looks, name))
    return compared === null
      ? []
      : [{ what: `from look to look, ${name}, after a deed / not`, ...compared }]
  })
  return [...between, ...within]
}

/** Milliseconds from the first request of a look to the second. */
function gapsOf(looks: readonly Look[]): readonly number[] {
  return looks.flatMap(({ gaps }) => gaps.slice(0, 1))
}

export function of(looks: Looks, name: string): readonly Look[] {
  return looks.get(name) ?? []
}
