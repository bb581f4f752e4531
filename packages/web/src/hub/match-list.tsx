import type { AnswerView, HubView, MatchCard } from '@porchlight/owner'
import { offenceNames } from '@porchlight/core'
import type { ReactElement } from 'react'

import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { stateText } from './answer-list.tsx'
import { answerTo } from './answered.ts'
import { addressOf } from './place.ts'

/** Requests that the owner's cameras fit. */
export function MatchList({ view }: { readonly view: HubView }): ReactElement {
  const { matches, cameras, answers, feed } = view
  if (matches.length === 0)
    return (
      <>
        <p>{m.hub_matches_none()}</p>
        {(feed?.hidden ?? 0) > 0 && (
          <p className="pl-soft">{m.hub_hidden({ count: feed?.hidden ?? 0 })}</p>
        )}
      </>
    )
  return (
    <ul className="hb-list">
      {matches.map((card) => (
        <Match
          key={card.request}
          card={card}
          answer={answerTo(card.request, answers)}
          names={cameras
            .filter(({ id }) => card.reasons.some(({ camera }) => camera === id))
            .map(({ name }) => name)}
        />
      ))}
    </ul>
  )
}

function Match({
  card,
  answer,
  names,
}: {
  readonly card: MatchCard
  readonly answer: AnswerView | null
  readonly names: readonly string[]
}): ReactElement {
  const { language } = useLanguage()
  const { request } = card.signed
  const cameras = new Intl.ListFormat(language).format(names)
  return (
    <li>
      <p className="pl-kicker">{offenceNames[request.offence][language]}</p>
      <h3 className="hb-name">
        <a href={addressOf({ screen: 'match', request: card.request })}>{request.title}</a>
      </h3>
      <p>
        {answer === null
          ? m.hub_match_clips({ count: card.clips, cameras })
          : m.hub_match_answered({ state: stateText(answer.state, language) })}
        {card.held && ` ${m.hub_match_held()}`}
      </p>
      <p className="pl-soft">{card.agency.name}</p>
    </li>
  )
}
