import { setTimeout as sleep } from 'node:timers/promises'

import { hearReviews, Notices, tellBroker } from '@porchlight/hub'
import type { Broker, Hear } from '@porchlight/hub'
import { InvalidArgumentError } from 'commander'

import type { Tools } from '../tools.ts'

/** A broker that does not answer is asked again. */
const againMillis = 60_000

/** @throws {InvalidArgumentError} */
export function brokerAddress(text: string): URL {
  const url = URL.parse(text)
  if (url === null || !['mqtt:', 'mqtts:'].includes(url.protocol))
    throw new InvalidArgumentError('Give it as mqtt://USER@HOST:PORT.')
  if (url.password !== '')
    throw new InvalidArgumentError('The password goes into PORCHLIGHT_MQTT_PASSWORD.')
  return url
}

/** What a hub says to a broker at home, and what it hears from it. Without one, nothing. */
export function brokerParts(
  mqtt: URL | undefined,
  tools: Tools,
): { readonly notify: (matches: number) => void; readonly hear?: Hear } {
  if (mqtt === undefined) return { notify: () => undefined }
  const broker: Broker = {
    url: `${mqtt.protocol}//${mqtt.host}`,
    user: mqtt.username === '' ? null : decodeURIComponent(mqtt.username),
    password: tools.environment['PORCHLIGHT_MQTT_PASSWORD'] ?? null,
  }
  function failed(error: unknown): void {
    const { terminal, now } = tools
    terminal.note(`${now()} The broker at ${mqtt?.host ?? ''} did not take it: ${String(error)}`)
  }
  const notices = new Notices(async (matches) => {
    await tellBroker(broker, matches)
  }, failed)
  return {
    notify: (matches) => {
      notices.matches(matches)
    },
    hear: async (heard, signal) => {
      while (!signal.aborted) {
        await hearReviews(broker, heard, signal).catch(failed)
        await sleep(againMillis, undefined, { signal })
      }
    },
  }
}
