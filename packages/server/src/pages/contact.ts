import type { Contact } from '@porchlight/core'
import { html } from 'hono/html'

import type { Html } from './view.ts'

/** Ways to call back, each one tap away. */
export function contactLines({ phone, email }: Contact): Html {
  return html`<ul class="contact">
    ${phone === undefined ? '' : html`<li>${phoneLink(phone)}</li>`}
    ${email === undefined ? '' : html`<li><a href="mailto:${encodeURIComponent(email).replace('%40', '@')}">${email}</a></li>`}
  </ul>`
}

/** A number that can be dialled as a link; anything else as the text it is. */
export function phoneLink(phone: string): Html {
  const digits = phone.replaceAll(/[^\d+*#]/g, '')
  // RFC 3966: "global-number-digits = "+" *phonedigit DIGIT *phonedigit"
  return /^\+?\d{3,20}$/.test(digits) ? html`<a href="tel:${digits}">${phone}</a>` : html`${phone}`
}
