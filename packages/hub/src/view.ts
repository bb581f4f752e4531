import { centreOf } from '@porchlight/core'
import type { RequestId } from '@porchlight/core'
import type { HubView, SourceView } from '@porchlight/owner'
import { sandboxKind } from '@porchlight/owner/node'

import type { Hub } from './hub.ts'
import { holdOf } from './matching.ts'
import { only } from './state/state.ts'
import type { KeptSource } from './state/state.ts'

/** Everything that the first screen shows. */
export function viewOf(hub: Hub): HubView {
  const { state, feeds, matching, answers, clips, recorders } = hub
  const instance = state.instance.get(only)
  const seen = feeds.seen()
  const { shown, hidden } = matching.live()
  const matches = [...matching.cards()]
  return {
    instance: instance === null ? null : { origin: instance.origin },
    feed:
      seen === null
        ? null
        : {
            number: seen.memory.number,
            vouchedAt: seen.vouchedAt,
            live: shown.length + hidden,
            hidden,
            nextAt: hub.nextLook,
            around: shown.slice(0, 50).map(({ signed }) => centreOf(signed.request.area)),
          },
    trouble: feeds.trouble,
    sources: state.sources.all().map((kept) => sourceView(hub, kept)),
    cameras: state.cameras.all().map((camera) => {
      const clockFault = recorders.clocks.faultOf(camera.id)
      const reading = recorders.clocks.of({ kind: 'camera', id: camera.id }).at(-1) ?? null
      return { ...camera, reading, clockFault, ...clips.countOf(camera.id) }
    }),
    matches,
    answers: [...answers.views()],
    kept: keptBeside(hub, new Set(matches.map(({ request }) => request))),
    filters: matching.filters,
    sandbox: sandboxKind(),
  }
}

function keptBeside({ holds }: Hub, cards: ReadonlySet<RequestId>): HubView['kept'] {
  const requests = new Set(holds.all().map(({ request }) => request))
  return [...requests].flatMap((request) => {
    const hold = cards.has(request) ? null : holdOf(holds.of(request))
    return hold === null ? [] : [{ request, ...hold }]
  })
}

function whereOf(source: KeptSource['source']): string {
  if (source.kind === 'folder') return source.path
  return source.kind === 'ring-zip' ? source.name : source.url
}

/** What is asked over the network tells its own. */
function zoneOf(source: KeptSource['source']): string | null {
  return 'zone' in source ? source.zone : null
}

function sourceView(
  { state, recorders, clips }: Hub,
  { id, source, readings }: KeptSource,
): SourceView {
  const { scanning, scannedAt, fault } = recorders.looked(id)
  const unknown = fault === null ? recorders.source(id).unknown : undefined
  const cameras = state.cameras.all().filter((camera) => camera.source === id)
  return {
    id,
    kind: source.kind,
    where: whereOf(source),
    clips: cameras.reduce((sum, camera) => sum + clips.countOf(camera.id).clips, 0),
    scanning,
    scannedAt,
    unknown: unknown?.count ?? 0,
    example: unknown?.example ?? null,
    fault,
    zone: zoneOf(source),
    clock: readings.at(-1) ?? null,
    watching: source.kind === 'folder' ? recorders.watching(id) : null,
    database: source.kind === 'folder' ? (source.database ?? null) : null,
    films: (fault === null ? recorders.source(id).films : null) ?? null,
  }
}
