import { hourSeconds, later, minuteOf } from '@porchlight/core'

import { DrillAgency } from './agency.ts'
import { Client } from './client.ts'
import { openTown, Operator } from './operator.ts'
import type { Town } from './operator.ts'

/** A whole number from 0 to below `limit`, the same run after run. */
export type Dice = (limit: number) => number

export interface HonestResult {
  readonly updates: number
  /** In words, with the update at which each came. */
  readonly alarms: readonly string[]
  /** What the updates went through. */
  readonly seen: Readonly<Record<Happening, number>>
}

type Happening =
  | 'feeds'
  | 'requests'
  | 'ends'
  | 'rotations'
  | 'requests by a new key'
  | 'ticks missed'
  | 'restarts'
  | 'outages within the policy'
  | 'outages beyond it'
  | 'pauses'
  | 'wrong clocks'

/** Hours that a new key waits, with the hour by which clocks may differ; longer than the 72 that are asked. */
const coolOffHours = 73

/** No more live requests than a feed of some steps holds. */
const maxLive = 12

/** Honest instance, honest witnesses, weeks of them: whatever a client is told of is a false alarm. */
export async function honestUpdates(updates: number, dice: Dice): Promise<HonestResult> {
  const life = await Life.open(dice)
  const alarms: string[] = []
  for (let update = 1; update <= updates; update += 1) {
    await life.goOn()
    const alarm = await life.look()
    if (alarm !== null) alarms.push(`update ${String(update)}: ${alarm}`)
  }
  return { updates, alarms, seen: life.seen }
}

class Life {
  readonly #town: Town
  readonly #operator: Operator
  readonly #client: Client
  readonly #dice: Dice
  readonly seen: Record<Happening, number> = {
    feeds: 0,
    requests: 0,
    ends: 0,
    rotations: 0,
    'requests by a new key': 0,
    'ticks missed': 0,
    restarts: 0,
    'outages within the policy': 0,
    'outages beyond it': 0,
    pauses: 0,
    'wrong clocks': 0,
  }
  #requests = 0
  #keys = 0
  #next: { readonly agency: DrillAgency; readonly from: string; readonly key: number } | null = null

  private constructor(town: Town, operator: Operator, dice: Dice) {
    this.#town = town
    this.#operator = operator
    this.#client = new Client(town)
    this.#dice = dice
  }

  static async open(dice: Dice): Promise<Life> {
    const town = openTown(2)
    const operator = await Operator.open(town)
    for (let number = 1; number <= 3; number += 1) await operator.admit(new DrillAgency(number))
    const life = new Life(town, operator, dice)
    await life.#tick()
    return life
  }

  /** One to a few ticks, with whatever happens in between. */
  async goOn(): Promise<void> {
    const ticks = 1 + (this.#rarely(12) ? this.#dice(40) : 0)
    if (ticks > 1) this.seen['ticks missed'] += ticks - 1
    for (let tick = 0; tick < ticks; tick += 1) {
      this.#setWitnesses()
      if (this.#rarely(60)) this.#pause()
      if (this.#witnessesUp() >= 2) await this.#happen()
      await this.#tick()
    }
    // a client's instance is up when it asks; that it has no news is no alarm
    for (const witness of this.#town.witnesses) witness.up = true
    await this.#tick()
    if (this.#rarely(8)) {
      this.#client.restart()
      this.seen.restarts += 1
    }
  }

  /** @returns the alarm; null where there is none */
  async look(): Promise<string | null> {
    const before = this.#client.number
    this.#client.clockSeconds = this.#rarely(3)
      ? this.#dice(6 * hourSeconds + 1) - 3 * hourSeconds
      : 0
    if (this.#client.clockSeconds !== 0) this.seen['wrong clocks'] += 1
    const verdict = await this.#client.fetch(this.#operator)
    if (!verdict.accepted) return `${verdict.check}: ${verdict.says}`
    const refused = verdict.requests.find(({ check }) => check !== null)
    if (refused !== undefined) return `${String(refused.check)}: ${String(refused.says)}`
    // an update that leaves out what is there would be no update
    if (verdict.feed.number <= before) return 'no update'
    const { at } = verdict.feed
    const live = this.#operator.live.filter(({ signed }) => signed.request.expiresAt > at)
    return verdict.requests.length === live.length ? null : 'not the requests that there are'
  }

  async #tick(): Promise<void> {
    const { number } = this.#operator
    this.#town.now = later(this.#town.now, 280 + this.#dice(40))
    await this.#operator.tick()
    this.seen.feeds += this.#operator.number - number
  }

  #setWitnesses(): void {
    const up = this.#rarely(5) ? this.#dice(3) : 3
    for (const [at, witness] of this.#town.witnesses.entries()) {
      witness.up = (at + this.#dice(2)) % 3 < up
      // within a minute, and never back: a witness does not sign that its clock ran backwards
      witness.clockSeconds = Math.min(60, witness.clockSeconds + this.#dice(2))
    }
    const count = this.#witnessesUp()
    if (count === 2) this.seen['outages within the policy'] += 1
    if (count < 2) this.seen['outages beyond it'] += 1
  }

  #witnessesUp(): number {
    return this.#town.witnesses.filter(({ up }) => up).length
  }

  /** The server is down for hours, or for days. */
  #pause(): void {
    this.#town.now = later(this.#town.now, (1 + this.#dice(40)) * hourSeconds)
    this.seen.pauses += 1
  }

  async #happen(): Promise<void> {
    await this.#rotateWhereDue()
    const { live, agencies } = this.#operator
    const expired = live.filter(({ signed }) => signed.request.expiresAt <= this.#town.now)
    for (const request of expired) await this.#end(request)
    if (this.#rarely(4) && live.length < maxLive)
      await this.#ask(agencies[this.#dice(agencies.length)])
    const [oldest] = live
    if (this.#rarely(9) && oldest !== undefined) await this.#end(oldest)
    if (this.#rarely(40)) await this.#announceKey(agencies[this.#dice(agencies.length)])
  }

  async #end(request: Operator['live'][number]): Promise<void> {
    if (!this.#operator.live.includes(request)) return
    await this.#operator.withdraw(request)
    this.seen.ends += 1
  }

  async #ask(agency: DrillAgency | undefined): Promise<void> {
    if (agency === undefined) return
    this.#requests += 1
    await this.#operator.publish(agency.ask(this.#requests, this.#town.now))
    this.seen.requests += 1
    if (agency.rotated) this.seen['requests by a new key'] += 1
  }

  /** Its entry says from when on the new key is good; until then the old one signs. */
  async #announceKey(agency: DrillAgency | undefined): Promise<void> {
    if (agency === undefined || this.#next !== null) return
    this.#keys += 1
    const key = this.#keys
    const { now } = this.#town
    const from = minuteOf(later(now, coolOffHours * hourSeconds))
    await this.#operator.enter([agency.withKey(key).keyEntry(now, from)])
    this.#next = { agency, from, key }
    this.seen.rotations += 1
  }

  async #rotateWhereDue(): Promise<void> {
    const next = this.#next
    if (next === null || next.from > this.#town.now) return
    next.agency.rotate(next.key)
    this.#next = null
    await this.#ask(next.agency)
  }

  /** Once in so many times. */
  #rarely(times: number): boolean {
    return this.#dice(times) === 0
  }
}
