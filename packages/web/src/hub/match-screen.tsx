import { Button } from '@mantine/core'
import { call } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { AnswerView, MatchView } from '@porchlight/owner'
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { Answered } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { line } from '../ui/line.ts'
import { RequestSheet } from '../ui/request-sheet.tsx'
import { m } from '../words/messages.js'
import { stateText } from './answer-list.tsx'
import { answerTo } from './answered.ts'
import { useHub } from './ask.ts'
import { useCopies } from './copies.ts'
import { Coverage } from './coverage.tsx'
import { Decline } from './decline.tsx'
import { useStale } from './edits.ts'
import { Hold } from './hold.tsx'
import { HubPage, Part } from './hub-page.tsx'
import { MatchClips } from './match-clips.tsx'
import { goTo } from './place.ts'

const home = { screen: 'home' } as const

export function useMatch(request: string): UseQueryResult<MatchView> {
  return useQuery({
    queryKey: ['match', request],
    queryFn: async () => await call(line, hubApi.match, { request }),
  })
}

/** One request that fits: what is asked, the clips that may help, the decision, then the request with all that it says. */
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
  const hub = useHub()
  const asked = useCopies(card.request)
  const isStale = useStale()
  const copies = asked.data?.copies ?? []
  const answers = hub.data?.answers ?? []
  const ready = copies.filter((copy) => copy.state.kind === 'made' && !isStale(copy)).length
  return (
    <>
      <Reasons reasons={card.reasons} />
      <Answers answer={answerTo(card.request, answers)} />
      <Part title={m.hub_match_asks({ agency: card.agency.name })}>
        <p className="pl-words">{request.text}</p>
        <p className="pl-soft">{m.hub_match_below()}</p>
      </Part>
      <Part title={m.hub_clips_title({ count: clips.length })}>
        {clips.length === 0 ? (
          <p>{m.hub_clips_none()}</p>
        ) : (
          <MatchClips
            clips={clips}
            request={request}
            copyOf={(clip) => copies.find((copy) => copy.clip === clip) ?? null}
          />
        )}
        <Coverage match={match} />
        <Hold request={card.request} hold={hold} />
      </Part>
      <div className="hb-actions">
        <Decline match={match} copies={copies} answers={answers} />
        {ready > 0 && (
          <Button
            size="lg"
            onClick={() => {
              goTo({ screen: 'send', request: card.request })
            }}
          >
            {m.hub_to_send({ count: ready })}
          </Button>
        )}
      </div>
      {ready === 0 && clips.length > 0 && <p className="hb-asked">{m.hub_to_send_first()}</p>}
      <p className="pl-soft">
        {m.hub_decline_text()} {hold !== null && m.hub_decline_text_held()}
      </p>
      <RequestSheet request={request} agency={card.agency} />
    </>
  )
}

/** That it was answered already, and how far that is. */
function Answers({ answer }: { readonly answer: AnswerView | null }): ReactElement | null {
  const { language } = useLanguage()
  if (answer === null) return null
  return (
    <p className="pl-note hb-asked" aria-live="polite">
      {m.hub_match_answered({ state: stateText(answer.state, language) })}
    </p>
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
