import type { FeedVerdict } from '@porchlight/hub'

import { attacks } from './attacks.ts'
import type { Case } from './attacks.ts'
import { without } from './client.ts'
import { honestUpdates } from './honest.ts'
import type { Dice, HonestResult } from './honest.ts'
import type { Voice } from '../voice.ts'

export interface ForkResult {
  readonly attacks: number
  /** Refused by the check that must catch it, and fallen for without that check. */
  readonly refused: number
  readonly honest: HonestResult
}

/** Every attack once, and so many honest updates. */
export async function runFork(updates: number, { say, note }: Voice): Promise<ForkResult> {
  let refused = 0
  for (const [name, play] of attacks) {
    const cases = await play()
    const faults = (await Promise.all(cases.map(faultsOf))).flat()
    if (faults.length === 0) refused += 1
    const checks = [...new Set(cases.map(({ check }) => check))].join(', ')
    say(`${name.padEnd(24)} ${faults.length === 0 ? `refused by: ${checks}` : faults.join('; ')}`)
  }
  note(`${String(updates)} honest updates …`)
  const honest = await honestUpdates(updates, diceOf(updates))
  const told = Object.entries(honest.seen).map(([what, count]) => `${String(count)} ${what}`)
  say(`honest                   ${told.join(', ')}`)
  for (const alarm of honest.alarms) say(`FALSE ALARM              ${alarm}`)
  return { attacks: attacks.size, refused, honest }
}

export function lastLine({ attacks: all, refused, honest }: ForkResult): string {
  const { updates, alarms } = honest
  return `fork: ${String(refused)}/${String(all)} refused, ${String(alarms.length)} false alarms in ${updates.toLocaleString('en')}`
}

export function passed({ attacks: all, refused, honest }: ForkResult): boolean {
  return refused === all && honest.alarms.length === 0 && honest.updates > 0
}

/** What is wrong with how a case ended; empty where the attack was caught as it must be, and the drill could have told. */
export async function faultsOf({
  check,
  client,
  offer,
  request,
}: Case): Promise<readonly string[]> {
  const caught = caughtBy(await client.copy().look(offer), request)
  const control = caughtBy(await client.copy().look(offer, without(check)), request)
  return [
    ...(caught === check ? [] : [`caught by ${caught ?? 'nothing'} instead of ${check}`]),
    ...(control === null ? [] : [`without ${check}, caught by ${control}`]),
  ]
}

/** The check that refused the feed, or the one request in it that is a lie. */
function caughtBy(verdict: FeedVerdict, request: string | null): string | null {
  if (!verdict.accepted) return verdict.check
  if (request === null) return null
  const asked = verdict.requests.find(({ signed }) => signed.request.id === request)
  if (asked === undefined) throw new Error('The attack does not show its request')
  return asked.check
}

/** A small generator (a multiplicative congruential one of Lehmer): the drill is the same each time. */
export function diceOf(seed: number): Dice {
  const modulus = 2 ** 31 - 1
  let state = (seed % (modulus - 1)) + 1
  return (limit) => {
    state = (state * 48_271) % modulus
    return Math.floor((state / modulus) * limit)
  }
}
