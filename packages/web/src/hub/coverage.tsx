import type { MatchView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { useHub } from './ask.ts'
import { barOf } from './bars.ts'

type Stretches = MatchView['gaps']

/** For which of the time that is asked about each camera has a recording: drawn, and in words. */
export function Coverage({ match }: { readonly match: MatchView }): ReactElement {
  const hub = useHub()
  const { card, gaps, overlaps } = match
  return (
    <section aria-labelledby="coverage" className="hb-coverage">
      <h3 id="coverage" className="hb-name">
        {m.hub_coverage_title()}
      </h3>
      {card.reasons.map(({ camera }) => (
        <OfCamera
          key={camera}
          name={hub.data?.cameras.find(({ id }) => id === camera)?.name ?? ''}
          request={card.signed.request}
          gaps={gaps.filter((gap) => gap.camera === camera)}
          overlaps={overlaps.filter((overlap) => overlap.camera === camera)}
        />
      ))}
    </section>
  )
}

function OfCamera({
  name,
  request: { windows, zone },
  gaps,
  overlaps,
}: {
  readonly name: string
  readonly request: Pick<MatchView['card']['signed']['request'], 'windows' | 'zone'>
  readonly gaps: Stretches
  readonly overlaps: Stretches
}): ReactElement {
  const { language } = useLanguage()
  function text(stretches: Stretches): string {
    const form = new Intl.DateTimeFormat(language, {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone: zone,
    })
    return stretches
      .map(({ from, to }) => form.formatRange(new Date(from), new Date(to)))
      .join('; ')
  }
  return (
    <div>
      <p>
        <strong>{name}</strong>
      </p>
      {windows.map((window) => (
        <div key={window.from} className="hb-bar" aria-hidden="true">
          {barOf(window, { gaps, overlaps }).map(({ kind, from, to }) => (
            <span
              key={`${kind} ${String(from)}`}
              className={`hb-bar-${kind}`}
              style={{ left: share(from), width: share(to - from) }}
            />
          ))}
        </div>
      ))}
      {gaps.length === 0 && overlaps.length === 0 && (
        <p className="pl-soft">{m.hub_coverage_whole()}</p>
      )}
      {gaps.length > 0 && (
        <p className="pl-soft">
          {m.hub_gaps({ count: gaps.length })}: {text(gaps)}
        </p>
      )}
      {overlaps.length > 0 && (
        <p className="pl-soft">
          {m.hub_overlaps({ count: overlaps.length })}: {text(overlaps)}. {m.hub_overlaps_text()}
        </p>
      )}
    </div>
  )
}

function share(part: number): string {
  return `${(part * 100).toFixed(3)}%`
}
