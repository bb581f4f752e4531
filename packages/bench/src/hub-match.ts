import { instantOf } from '@porchlight/core'
import type { Place } from '@porchlight/core'
import { allChecks, checkRequests, only } from '@porchlight/hub'
import type { RunningHub } from '@porchlight/hub'
import { reasonsFor } from '@porchlight/owner'

import { placeOf, liveRequests } from './hub-requests.ts'
import { median } from './median.ts'

export interface MatchFigures {
  /** Seconds to find each request in the log, check its signature, its agency's key and the rules, and match it. */
  readonly coldSeconds: number
  /** Milliseconds to match all of them again. */
  readonly warmMillis: number
  /** Milliseconds until the hub has the cards of its first screen, state, filters and clips with them. */
  readonly cardsMillis: number
  readonly matches: number
}

const rounds = 5

/** So many live requests against the cameras of a hub, which afterwards knows them. */
export async function measureMatch({ hub }: RunningHub, count: number): Promise<MatchFigures> {
  const now = instantOf(Date.now())
  const { requests, ...facts } = await liveRequests(count, now)
  for (const [at, camera] of hub.state.cameras.all().entries())
    hub.state.cameras.put(camera.id, { ...camera, view: viewOf(at) })
  const cameras = hub.state.cameras.all()
  const started = performance.now()
  const checked = await checkRequests({ requests }, facts, allChecks.request)
  const refused = checked.find(({ check }) => check !== null)
  if (refused !== undefined) throw new Error(`A request was refused: ${refused.says ?? ''}`)
  const matches = matched()
  const coldSeconds = (performance.now() - started) / 1000
  function matched(): number {
    return checked.filter(({ signed }) => reasonsFor(signed.request.area, cameras).length > 0)
      .length
  }
  const warmMillis = median(Array.from({ length: rounds }, () => millisFor(matched)))
  const live = checked.flatMap(({ signed, digest }) => {
    const agency = facts.directory.agencies.get(signed.request.agency)
    return agency === undefined ? [] : [{ signed, digest, agency: agency.profile }]
  })
  hub.state.seen.put(only, { memory: memoryAt(now), vouchedAt: now, live })
  hub.matching.cards()
  const cardsMillis = median(
    Array.from({ length: rounds }, () =>
      millisFor(() => {
        if (hub.matching.cards().length !== matches) throw new Error('Not all cards are there')
      }),
    ),
  )
  return { coldSeconds, warmMillis, cardsMillis, matches }
}

/** Along one street, each looking another way. */
function viewOf(at: number) {
  const [lng, lat] = placeOf(50)
  const place: Place = [Number((lng + at * 0.0001).toFixed(6)), lat]
  return { place, heading: (at * 45) % 360, fieldOfView: 90, reachMetres: 40, looksOnto: null }
}

/** What a client remembers; of a log that nobody asks for again. */
function memoryAt(vouchedAt: string) {
  return {
    kind: 'porchlight/follow/v1' as const,
    origin: 'https://bench.example',
    policy: '',
    number: 1,
    digest: '0'.repeat(64),
    checkpoint: '',
    shown: { size: 1, vouchedAt },
    entries: [],
    live: [],
  }
}

function millisFor(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}
