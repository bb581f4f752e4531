import type { ReactElement } from 'react'

import { m } from '../../words/messages.js'
import type { Asked } from '../asked.ts'

/** How to find out, by oneself, whether the request is real: one tap. */
export function CallBack({ asked }: { readonly asked: Asked }): ReactElement {
  const { contact } = asked.published.signed.request
  const { name, phone } = asked.agency.profile
  return (
    <section className="pl-card">
      <h2 className="ow-h">{m.owner_card_call_title()}</h2>
      <p>{m.owner_card_call_text()}</p>
      <ul className="ow-calls">
        <li>
          <span className="pl-soft">{m.owner_card_call_directory({ agency: name })}</span>
          <a href={telephone(phone)}>{phone}</a>
        </li>
        {contact.phone !== undefined && (
          <li>
            <span className="pl-soft">{contact.unit}</span>
            <a href={telephone(contact.phone)}>{contact.phone}</a>
          </li>
        )}
        {contact.email !== undefined && (
          <li>
            <span className="pl-soft">{contact.unit}</span>
            <a href={`mailto:${contact.email}`}>{contact.email}</a>
          </li>
        )}
      </ul>
    </section>
  )
}

/** RFC 3966: digits and a plus; separators are for people. */
function telephone(number: string): string {
  return `tel:${number.replaceAll(/[^\d+]/g, '')}`
}
