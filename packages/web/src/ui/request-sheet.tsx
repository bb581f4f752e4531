import {
  areaSquareMetres,
  federalTieNames,
  fixedSentence,
  offenceNames,
  onwardNames,
  squareMiles,
} from '@porchlight/core'
import type { AgencyProfile, HandlingPromise, Request } from '@porchlight/core'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { AreaMap } from './area-map.tsx'
import { useLanguage } from './language.tsx'
import { momentText, numberText, windowText, zoneText } from './times.ts'

export interface RequestSheetProps {
  readonly request: Request
  readonly agency: AgencyProfile
}

/** A request with all that the public page of it shows: what a neighbour will read. */
export function RequestSheet({ request, agency }: RequestSheetProps): ReactElement {
  const { language } = useLanguage()
  const extended = request.class === 'extended'
  return (
    <article className="pl-sheet pl-card">
      <header>
        <p className="pl-kicker">
          {offenceNames[request.offence][language]}
          {extended && <span className="pl-mark pl-mark-flag">{m.ui_sheet_extended()}</span>}
          {agency.federal.map((tie) => (
            <span key={tie} className="pl-mark pl-mark-flag">
              {federalTieNames[tie][language]}
            </span>
          ))}
        </p>
        <h2 className="pl-sheet-title">{request.title}</h2>
        <p>
          {m.ui_sheet_asked_by()} <strong>{agency.name}</strong>
        </p>
        {extended && <p className="pl-note">{m.ui_sheet_extended_text()}</p>}
        <p className="pl-sheet-text">{request.text}</p>
        <p className="pl-sheet-fixed">{fixedSentence[language]}</p>
      </header>
      <div className="pl-sheet-columns">
        <Where request={request} />
        <div>
          <When request={request} />
          <Who request={request} agency={agency} />
          <Handling handling={request.handling} />
        </div>
      </div>
    </article>
  )
}

function Where({ request: { place, area } }: { readonly request: Request }): ReactElement {
  const metres = areaSquareMetres(area)
  return (
    <section>
      <h3>{m.ui_sheet_where()}</h3>
      <p>{place}</p>
      <AreaMap area={area} height="18rem" />
      <p className="pl-soft">
        {m.ui_sheet_area({
          km: numberText(metres / 1e6, 2),
          miles: numberText(squareMiles(metres), 3),
        })}
      </p>
      <details className="pl-details">
        <summary>{m.ui_sheet_corners()}</summary>
        <ol className="pl-corners">
          {area.map(([longitude, latitude]) => (
            <li key={`${String(latitude)} ${String(longitude)}`}>
              {latitude.toFixed(6)}, {longitude.toFixed(6)}
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}

function When({ request }: { readonly request: Request }): ReactElement {
  const { windows, zone, incidentAt, expiresAt } = request
  return (
    <section>
      <h3>{m.ui_sheet_when()}</h3>
      <ol className="pl-windows">
        {windows.map((window) => {
          const { day, times, length } = windowText(window, zone)
          return (
            <li key={`${window.from} ${window.to}`}>
              <strong>{day}</strong>
              <span>{times}</span>
              <span className="pl-soft">{length}</span>
            </li>
          )
        })}
      </ol>
      <p className="pl-soft">{m.ui_sheet_zone({ zone: zoneText(zone) })}</p>
      <p>
        {m.ui_sheet_incident()} {momentText(incidentAt, zone)}
      </p>
      <p>
        {m.ui_sheet_until()} <strong>{momentText(expiresAt, zone)}</strong>
      </p>
    </section>
  )
}

function Who({ request, agency }: RequestSheetProps): ReactElement {
  const { contact, caseNumber, linked } = request
  return (
    <section>
      <h3>{m.ui_sheet_who()}</h3>
      <p>
        <strong>{agency.name}</strong>
        <br />
        {contact.unit}
        {[contact.phone, contact.email].map(
          (way) =>
            way !== undefined && (
              <span key={way}>
                <br />
                {way}
              </span>
            ),
        )}
      </p>
      <dl className="pl-facts">
        <div>
          <dt>{m.ui_sheet_directory_phone()}</dt>
          <dd>{agency.phone}</dd>
        </div>
        <div>
          <dt>{m.ui_sheet_case()}</dt>
          <dd>{caseNumber}</dd>
        </div>
        {linked !== null && (
          <div>
            <dt>{m.ui_sheet_linked()}</dt>
            <dd>{linked}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function Handling({ handling }: { readonly handling: HandlingPromise }): ReactElement {
  const { language } = useLanguage()
  const parties = new Intl.ListFormat(language).format(
    handling.onward.map((party) => onwardNames[party][language]),
  )
  return (
    <section>
      <h3>{m.ui_sheet_promise()}</h3>
      <ul className="pl-list">
        <li>{m.ui_sheet_promise_used({ time: keptText(handling.usedDays) })}</li>
        <li>{m.ui_sheet_promise_unused({ time: keptText(handling.unusedDays) })}</li>
        <li>{m.ui_sheet_promise_declined({ time: keptText(handling.declinedDays) })}</li>
        <li>
          {handling.onward.length === 0
            ? m.ui_sheet_promise_nobody()
            : m.ui_sheet_promise_onward({ parties })}
        </li>
      </ul>
    </section>
  )
}

/** Days as people say them: years where they are whole. */
function keptText(days: number): string {
  if (days === 0) return m.ui_sheet_kept_none()
  return days >= 365 && days % 365 === 0
    ? m.ui_sheet_kept_years({ count: days / 365 })
    : m.ui_sheet_kept_days({ count: days })
}
