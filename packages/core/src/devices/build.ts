import type { MapReading } from './reading.ts'

/** Why a build is refused, and refused in public. */
export const mapRefusals = ['empty', 'halved', 'duplicates', 'malformed'] as const
export type MapRefusal = (typeof mapRefusals)[number]

/** One in so many features may be unreadable: mappers make mistakes, and a file that was cut or mangled has more. */
const malformedOneIn = 100

/** Whether a build has fewer than half of the devices of the last one that was accepted: cameras do not vanish like that, data does. */
export function isHalved(devices: number, before: number): boolean {
  return 2 * devices < before
}

/** What speaks against a build. @param before devices of the last one that was accepted; null before the first */
export function refusalsOf(
  { devices, duplicates, malformed, leftOut }: MapReading,
  before: number | null,
): readonly MapRefusal[] {
  const features = Object.values(leftOut).reduce((sum, count) => sum + count, devices + malformed)
  const holds: Readonly<Record<MapRefusal, boolean>> = {
    empty: devices === 0,
    halved: before !== null && isHalved(devices, before),
    duplicates: duplicates > 0,
    malformed: malformed * malformedOneIn > features,
  }
  return mapRefusals.filter((refusal) => holds[refusal])
}
