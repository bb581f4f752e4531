import type { IClientOptions, MqttClient } from 'mqtt'

import { privateAddressOf } from '../sources/private-address.ts'

/** A broker at home; its address was checked. */
export interface Broker {
  /** `mqtt://HOST:PORT` or `mqtts://…` */
  readonly url: string
  readonly user: string | null
  readonly password: string | null
}

/** What is wrong with a broker, before anything is told to it. */
export class NotAtHome extends Error {
  override readonly name = 'NotAtHome'
}

const stateTopic = 'porchlight/hub/matches'
/** Home Assistant reads from here what there is to show. */
const discoveryTopic = 'homeassistant/sensor/porchlight_matches/config'
const connectMillis = 5000

/**
 * Tells a broker at home how many requests wait for a look: a number, and nothing about them. Kept by the broker,
 * so that Home Assistant knows it after its own restart.
 *
 * @throws {NotAtHome} where the broker has an address outside of the house, or none
 * @throws as the broker refuses
 */
export async function tellBroker(broker: Broker, matches: number): Promise<void> {
  const client = await connectBroker(broker)
  try {
    const kept = { qos: 1, retain: true } as const
    await client.publishAsync(discoveryTopic, JSON.stringify(sensor), kept)
    await client.publishAsync(stateTopic, String(matches), kept)
  } finally {
    await client.endAsync()
  }
}

/** MQTT discovery of Home Assistant: a sensor that needs no configuration. */
const sensor = {
  name: 'Requests that match',
  unique_id: 'porchlight_matches',
  state_topic: stateTopic,
  icon: 'mdi:lamp',
  state_class: 'measurement',
  device: { identifiers: ['porchlight_hub'], name: 'Porchlight hub' },
}

/**
 * Connects, after a look at where the broker is. The library is loaded with the first one: most hubs have none.
 *
 * @throws {NotAtHome} where it has an address outside of the house, or none
 * @throws as the broker refuses
 */
export async function connectBroker(broker: Broker): Promise<MqttClient> {
  const options = await optionsFor(broker)
  const { connectAsync } = await import('mqtt')
  return await connectAsync(options)
}

async function optionsFor(broker: Broker): Promise<IClientOptions> {
  const { user, password } = broker
  const url = new URL(broker.url)
  const address = await privateAddressOf(url.hostname)
  if (address === null) throw new NotAtHome(`${url.hostname} is no address of this house`)
  const secure = url.protocol === 'mqtts:'
  const usual = secure ? securePort : plainPort
  return {
    protocol: secure ? 'mqtts' : 'mqtt',
    // the address that was checked, so that the name is not asked for again and answered otherwise
    host: address,
    servername: url.hostname,
    port: url.port === '' ? usual : Number(url.port),
    connectTimeout: connectMillis,
    reconnectPeriod: 0,
    ...(user === null ? {} : { username: user }),
    ...(password === null ? {} : { password }),
  }
}

const plainPort = 1883
const securePort = 8883

/** Tells each number once; what the broker did not hear is told again with the next look at the feed. */
export class Notices {
  readonly #tell: (matches: number) => Promise<void>
  readonly #failed: (error: unknown) => void
  #told: number | null = null
  #telling: Promise<void> = Promise.resolve()

  constructor(tell: (matches: number) => Promise<void>, failed: (error: unknown) => void) {
    this.#tell = tell
    this.#failed = failed
  }

  matches(count: number): void {
    this.#telling = this.#after(this.#telling, count)
  }

  /** Until everything was tried. */
  async settled(): Promise<void> {
    await this.#telling
  }

  async #after(before: Promise<void>, count: number): Promise<void> {
    await before
    if (count === this.#told) return
    try {
      await this.#tell(count)
      this.#told = count
    } catch (error) {
      this.#failed(error)
    }
  }
}
