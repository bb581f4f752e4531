import { Button } from '@mantine/core'
import { call } from '@porchlight/core'
import type { Request } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { ClipView, MatchView } from '@porchlight/owner'
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { Answered, FaultNote } from '../ui/fault.tsx'
import { line } from '../ui/line.ts'
import { measuredText } from '../ui/measured-clock.ts'
import { RequestSheet } from '../ui/request-sheet.tsx'
import { bytesText, secondText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { useAct, useHub } from './ask.ts'
import { isDoubled } from './clock-text.ts'
import { useCopies } from './copies.ts'
import { Coverage } from './coverage.tsx'
import { Hold } from './hold.tsx'
import { HubPage, Part } from './hub-page.tsx'
import { addressOf, goTo } from './place.ts'

const home = { screen: 'home' } as const

export function useMatch(request: string): UseQueryResult<MatchView> {
  return useQuery({
    queryKey: ['match', request],
    queryFn: async () => await call(line, hubApi.match, { request }),
  })
}

/** One request that fits: the clips that may help come first, then the request as its agency wrote it. */
export function MatchScreen({ request }: { readonly request: string }): ReactElement {
  const match = useMatch(request)
  return (
    <HubPage title={match.data?.card.signed.request.title ?? m.hub_match()} back={home}>
      <Answered asked={match}>{(found) => <Match match={found} />}</Answered>
    </HubPage>
  )
}

function Match({ match }: { readonly match: MatchView }): ReactElement {
  const { card, clips, hold } = match
  const { request } = card.signed
  const copies = useCopies(card.request)
  const decline = useAct(hubApi.decline, () => {
    goTo(home)
  })
  const made = copies.data?.copies.filter(({ state }) => state.kind === 'made').length ?? 0
  return (
    <>
      <Reasons reasons={card.reasons} />
      <Part title={m.hub_clips_title({ count: clips.length })}>
        {clips.length === 0 ? (
          <p>{m.hub_clips_none()}</p>
        ) : (
          <ul className="hb-list">
            {clips.map((clip) => (
              <Clip
                key={clip.id}
                clip={clip}
                request={request}
                ready={
                  copies.data?.copies.some(
                    (copy) => copy.clip === clip.id && copy.state.kind === 'made',
                  ) === true
                }
              />
            ))}
          </ul>
        )}
        <Coverage match={match} />
        <Hold request={card.request} hold={hold} />
      </Part>
      <FaultNote error={decline.error} />
      <div className="hb-actions">
        <Button
          variant="outline"
          size="lg"
          loading={decline.isPending}
          onClick={() => {
            decline.mutate({ request: card.request })
          }}
        >
          {m.hub_decline()}
        </Button>
        <Button
          size="lg"
          disabled={made === 0}
          onClick={() => {
            goTo({ screen: 'send', request: card.request })
          }}
        >
          {m.hub_to_send({ count: made })}
        </Button>
      </div>
      <p className="pl-soft">{m.hub_decline_text()}</p>
      <RequestSheet request={request} agency={card.agency} />
    </>
  )
}

/** Why it fits: which camera, and how it sees the area. */
function Reasons({ reasons }: Pick<MatchView['card'], 'reasons'>): ReactElement {
  const hub = useHub()
  return (
    <ul className="hb-reasons pl-soft">
      {reasons.map(({ camera, where, metres, looksOnto }) => {
        const name = hub.data?.cameras.find(({ id }) => id === camera)?.name ?? ''
        const why = where === 'inside' ? m.hub_reason_inside() : m.hub_reason_sees({ metres })
        return (
          <li key={camera}>
            <strong>{name}</strong>: {[why, looksOnto].filter((part) => part !== null).join(', ')}
          </li>
        )
      })}
    </ul>
  )
}

function Clip({
  clip,
  request,
  ready,
}: {
  readonly clip: ClipView
  readonly request: Pick<Request, 'id' | 'zone'>
  readonly ready: boolean
}): ReactElement {
  const { id, fileName, from, clock, errorSeconds, labels, bytes, held } = clip
  return (
    <li className="hb-row">
      <div>
        {/* as the windows of the request are told, wherever this device is */}
        <h3 className="hb-name">{secondText(from, request.zone)}</h3>
        <p className="pl-soft">
          {clock === null
            ? m.hub_clip_unmeasured({ minutes: Math.ceil(errorSeconds / 60) })
            : m.hub_clip_measured({ clock: measuredText(clock) })}
        </p>
        {isDoubled(clip.time) && <p className="pl-soft">{m.hub_clip_doubled()}</p>}
        <p className="pl-soft hb-path">
          {[
            fileName,
            ...labels,
            bytes === null ? null : bytesText(bytes),
            held ? m.hub_clip_held() : null,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
        {ready && <p className="pl-mark pl-mark-good">{m.hub_clip_ready()}</p>}
      </div>
      <a className="hb-action" href={addressOf({ screen: 'clip', request: request.id, clip: id })}>
        {m.hub_clip_look()}
      </a>
    </li>
  )
}
