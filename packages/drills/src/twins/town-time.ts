import { later } from '@porchlight/core'
import { Clock, openTown, openWorld, publishRequest } from '@porchlight/e2e'
import type { Town, World } from '@porchlight/e2e'

/** How often a hub looks, and an instance publishes a feed. */
const tickSeconds = 300

/** An instance whose time goes when it is told to, with its town. */
export class TownInTime implements AsyncDisposable {
  readonly world: World
  readonly town: Town
  readonly #time: Time
  #requests = 0

  static async open(): Promise<TownInTime> {
    const time = new Time()
    const world = await openWorld(
      { feedMinutes: tickSeconds / 60 },
      {
        now: () => time.clock.now(),
        pause: async (_millis, signal) => {
          await time.pause(signal)
        },
      },
    )
    return new TownInTime(world, await openTown(world), time)
  }

  private constructor(world: World, town: Town, time: Time) {
    this.world = world
    this.town = town
    this.#time = time
    // that of `publishRequest`
    this.incidentAt = later(time.clock.now(), -20 * 3600)
  }

  /** When everything that is asked for happened. */
  readonly incidentAt: string

  /** Five minutes later, with so many feeds more: what came in between is in them. */
  async tick(feeds: number): Promise<void> {
    this.#time.clock.advance(tickSeconds)
    for (let feed = 0; feed < feeds; feed++) await this.#time.tick()
  }

  /** A new request; each second one where no hub has a camera. */
  async publish(): Promise<void> {
    const now = this.#time.clock.now()
    const west = this.#requests % 2 === 0 ? 0 : 1
    this.#requests += 1
    for (const person of [this.town.author, this.town.approver, ...this.town.stewards])
      await person.signIn()
    await publishRequest(this.town, {
      signedAt: now,
      expiresAt: later(now, 6 * 86_400),
      incidentAt: this.incidentAt,
      windows: [{ from: later(this.incidentAt, -1800), to: later(this.incidentAt, 1800) }],
      area: area.map(([longitude, latitude]) => [longitude - west, latitude]),
    })
  }

  /** How far its clock is ahead of this machine's, in milliseconds. */
  get ahead(): number {
    return Date.parse(this.#time.clock.now()) - Math.floor(Date.now() / 1000) * 1000
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.world[Symbol.asyncDispose]()
  }
}

const area: readonly (readonly [number, number])[] = [
  [-81.5, 41.4],
  [-81.494, 41.4],
  [-81.494, 41.4045],
  [-81.5, 41.4045],
]

/** The instance's clock, and its pause before the next feed. */
class Time {
  readonly clock = new Clock()
  #waits = Promise.withResolvers<undefined>()
  #due: (() => void) | undefined

  async pause(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    await new Promise<void>((resolve, reject) => {
      this.#due = resolve
      signal.addEventListener('abort', () => {
        reject(signal.reason)
      })
      this.#waits.resolve(undefined)
    })
  }

  /** One feed, until it is there. */
  async tick(): Promise<void> {
    await this.#waits.promise
    this.#waits = Promise.withResolvers()
    this.#due?.()
    await this.#waits.promise
  }
}
