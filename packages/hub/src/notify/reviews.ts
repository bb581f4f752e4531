import { jsonOf } from '@porchlight/core'
import { z } from 'zod'

import { connectBroker } from './mqtt.ts'
import type { Broker } from './mqtt.ts'

/** Frigate tells here of what it saw, when it begins, goes on and is over. */
const reviewsTopic = 'frigate/reviews'
/** A broker that was restarted is back within this. */
const reconnectMillis = 30_000

/** What is read of such a message; the rest of it is left alone. */
const Review = z.object({
  type: z.enum(['new', 'update', 'end']),
  after: z.object({ camera: z.string().max(200) }),
})

/**
 * Hears from a broker at home that a Frigate saw something through to its end, so that its recordings are looked
 * at before the next look is due. Ends with the signal; what is no such message is nothing.
 *
 * @throws {NotAtHome} where the broker has an address outside of the house, or none
 * @throws as the broker refuses, the first time; later it is tried again
 */
export async function hearReviews(
  broker: Broker,
  heard: (camera: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const client = await connectBroker(broker)
  // a connection that is lost is begun anew, by the client
  client.options.reconnectPeriod = reconnectMillis
  client.on('message', (_topic, payload) => {
    const camera = endedAt(payload)
    if (camera !== null) heard(camera)
  })
  try {
    await client.subscribeAsync(reviewsTopic)
    await new Promise<void>((stop) => {
      if (signal.aborted) stop()
      signal.addEventListener('abort', () => {
        stop()
      })
    })
  } finally {
    await client.endAsync(true)
  }
}

/** The camera of a review that is over; null for every other message. */
function endedAt(payload: Uint8Array): string | null {
  const read = Review.safeParse(jsonOf(new TextDecoder().decode(payload)))
  return read.success && read.data.type === 'end' ? read.data.after.camera : null
}
