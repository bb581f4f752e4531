import type { HubView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { AnswerList, openQuestions } from './answer-list.tsx'
import { CameraList } from './camera-list.tsx'
import { Gone } from './decline.tsx'
import { HubPage, Part } from './hub-page.tsx'
import { KeptList } from './kept-list.tsx'
import { MatchList } from './match-list.tsx'
import { addressOf } from './place.ts'
import { SourceList } from './source-list.tsx'
import { timeOfDay } from './words.ts'

/** What the hub is doing: requests that fit come first. */
export function HomeScreen({ view }: { readonly view: HubView }): ReactElement {
  const placed = view.cameras.some((camera) => camera.view !== null)
  return (
    <HubPage title={m.hub_title()}>
      <Gone />
      <Following view={view} />
      <Asked answers={view.answers} />
      {!placed && view.cameras.length > 0 && <p className="pl-note">{m.hub_place_first()}</p>}
      <Part title={m.hub_matches_title()}>
        <MatchList view={view} />
      </Part>
      {view.answers.length > 0 && (
        <Part title={m.hub_answers_title()}>
          <AnswerList answers={view.answers} />
        </Part>
      )}
      {view.kept.length > 0 && (
        <Part title={m.hub_kept_title()}>
          <KeptList kept={view.kept} />
        </Part>
      )}
      <Part title={m.hub_cameras_title()}>
        <CameraList cameras={view.cameras} />
      </Part>
      <Part title={m.hub_sources_title()}>
        <SourceList sources={view.sources} />
      </Part>
      <p>
        <a className="hb-action" href={addressOf({ screen: 'settings' })}>
          {m.hub_settings()}
        </a>
      </p>
    </HubPage>
  )
}

/** Above everything else: somebody waits for it, though nobody has to. */
function Asked({ answers }: Pick<HubView, 'answers'>): ReactElement | null {
  const asked = answers.filter((answer) => openQuestions(answer) > 0)
  const [first] = asked
  if (first === undefined) return null
  const count = asked.reduce((sum, answer) => sum + openQuestions(answer), 0)
  return (
    <p className="pl-note hb-asked">
      {m.hub_questions_open({ count })}{' '}
      <a className="hb-action" href={addressOf({ screen: 'answer', answer: first.id })}>
        {m.hub_questions_show()}
      </a>
    </p>
  )
}

function Following({ view }: { readonly view: HubView }): ReactElement {
  const { language } = useLanguage()
  const { feed, trouble, instance } = view
  const host = instance === null ? '' : new URL(instance.origin).host
  return (
    <div className="hb-following">
      <p>
        {feed === null
          ? m.hub_following_new({ host })
          : m.hub_following({
              host,
              count: feed.live,
              time: timeOfDay(feed.vouchedAt, language),
              next: timeOfDay(feed.nextAt, language),
            })}
      </p>
      <p className="pl-soft">{m.hub_nobody()}</p>
      {trouble !== null && (
        <p className="pl-note" role="alert">
          {trouble === 'unreachable' ? m.hub_trouble_unreachable() : m.hub_trouble({ trouble })}
        </p>
      )}
    </div>
  )
}
