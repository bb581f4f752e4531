import { sha256Hex } from '@porchlight/core'
import type { EntryOf } from '@porchlight/core'

import type { Check } from './check.ts'
import type { Served } from './site.ts'

const mapPath = '/map/devices.geojson'

/** Whether a site offers the map of public devices that its log names. @param map the newest that was accepted; null for none */
export async function mapChecks(
  served: Served,
  map: EntryOf<'map.built'> | null,
): Promise<readonly Check[]> {
  const bytes = await served(mapPath)
  if (map === null) return bytes === null ? [] : [found(false, 'is in no entry of the log.')]
  const named = `of ${String(map.devices)} devices, logged ${map.at}`
  if (bytes === null) return [found(false, `${named}, is missing.`)]
  return sha256Hex(bytes) === map.digest
    ? [found(true, `is the one ${named}.`)]
    : [found(false, `is not the one ${named}.`)]
}

function found(holds: boolean, says: string): Check {
  return { check: 'map', holds, says: `The map of public devices ${says}` }
}
