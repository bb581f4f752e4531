import { Title, VisuallyHidden } from '@mantine/core'
import { areaSquareMetres, canonical, squareMiles } from '@porchlight/core'
import type { Request } from '@porchlight/core'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'
import { momentText, numberText, windowText } from './times.ts'

export interface VersionChangesProps {
  readonly before: Request
  readonly after: Request
}

/** What a later version says otherwise, as it was and as it would be: nobody has to compare two sheets. */
export function VersionChanges({ before, after }: VersionChangesProps): ReactElement {
  const changed = parts.filter(
    ({ differs, text }) => differs?.(before, after) ?? text(before) !== text(after),
  )
  return (
    <section className="pl-card" aria-labelledby="changes">
      <Title order={2} id="changes">
        {m.ui_changes_title({ version: before.version })}
      </Title>
      <p className="pl-soft">{m.ui_changes_kept()}</p>
      <dl className="pl-changes">
        {changed.map(({ name, text }) => {
          const [was, is] = [text(before), text(after)]
          return (
            <div key={name()}>
              <dt>{name()}</dt>
              <dd>
                <VisuallyHidden>{m.ui_changes_was()} </VisuallyHidden>
                <del>{was}</del>
              </dd>
              <dd>
                <VisuallyHidden>{m.ui_changes_is()} </VisuallyHidden>
                <ins>{is}</ins>
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}

interface Part {
  readonly name: () => string
  readonly text: (request: Request) => string
  /** Where the words do not tell. */
  readonly differs?: (before: Request, after: Request) => boolean
}

const parts: readonly Part[] = [
  { name: m.ui_changes_headline, text: ({ title }) => title },
  { name: m.ui_changes_text, text: ({ text }) => text },
  { name: m.ui_sheet_where, text: ({ place }) => place },
  {
    name: m.ui_changes_area,
    text: areaText,
    differs: (before, after) => canonical(before.area) !== canonical(after.area),
  },
  { name: m.ui_sheet_when, text: windowsText },
  { name: m.ui_changes_incident, text: ({ incidentAt, zone }) => momentText(incidentAt, zone) },
  { name: m.ui_changes_contact, text: contactText },
  { name: m.ui_sheet_until, text: ({ expiresAt, zone }) => momentText(expiresAt, zone) },
]

function areaText({ area }: Request): string {
  const metres = areaSquareMetres(area)
  return m.ui_changes_corners({
    count: area.length,
    km: numberText(metres / 1e6, 2),
    miles: numberText(squareMiles(metres), 3),
  })
}

function windowsText({ windows, zone }: Request): string {
  return windows
    .map((window) => windowText(window, zone))
    .map(({ day, times }) => `${day}, ${times}`)
    .join('; ')
}

function contactText({ contact: { unit, phone, email } }: Request): string {
  return [unit, phone, email].filter((part) => part !== undefined).join(', ')
}
