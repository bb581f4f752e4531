import { html } from 'hono/html'

import { m } from '../words/messages.js'
import { localeNames, locales } from './locale.ts'
import { linkTo, withLocale } from './view.ts'
import type { Html, View } from './view.ts'

export interface Document {
  readonly title: string
  readonly description: string
  /** The section of the site that the navigation marks. */
  readonly section: Section | null
  readonly body: Html
}

const sections = [
  'requests',
  'map',
  'agencies',
  'statistics',
  'log',
  'rules',
  'how',
  'limits',
] as const
type Section = (typeof sections)[number]

const sectionNames: Readonly<Record<Section, typeof m.pages_nav_requests>> = {
  requests: m.pages_nav_requests,
  map: m.pages_nav_map,
  agencies: m.pages_nav_agencies,
  statistics: m.pages_nav_statistics,
  log: m.pages_nav_log,
  rules: m.pages_nav_rules,
  how: m.pages_nav_how,
  limits: m.pages_nav_limits,
}

/** One whole HTML document: the frame that every public page shares. */
export async function documentOf(
  view: View,
  { title, description, section, body }: Document,
): Promise<string> {
  const page = html`<!doctype html>
    <html lang="${view.locale}">
      ${head(view, title, description)}
      <body>
        <a class="skip" href="#content">${m.pages_skip({}, view)}</a>
        ${masthead(view, section)}
        <main id="content">${body}</main>
        ${footer(view)}
      </body>
    </html> `
  return String(await page)
}

function head(view: View, title: string, description: string): Html {
  const { origin, name } = view.facts
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} · ${name}</title>
    <meta name="description" content="${description}" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="manifest" href="/site.webmanifest" />
    ${view.assets.styles.map((href) => html`<link rel="stylesheet" href="${href}" />`)}
    ${view.assets.script === null ? '' : html`<script type="module" src="${view.assets.script}"></script>`}
    <link rel="alternate" hreflang="x-default" href="${origin}${view.path}" />
    ${locales.map((locale) => html`<link rel="alternate" hreflang="${locale}" href="${origin}${withLocale(view.path, locale)}" />`)}
    <link
      rel="alternate"
      type="application/atom+xml"
      href="/feed.atom"
      title="${m.pages_feed_title({ name }, view)}"
    />
  </head>`
}

function masthead(view: View, section: Section | null): Html {
  return html`<header class="masthead">
    ${view.facts.demo ? demoBanner(view) : ''}
    <div class="wrap masthead-row">
      <a class="brand" href="${linkTo(view, '/')}">${lamp()}<span>${view.facts.name}</span></a>
      <nav class="languages" aria-label="${m.pages_languages({}, view)}">
        ${locales.map((locale) => language(view, locale))}
      </nav>
    </div>
    <nav class="sections" aria-label="${m.pages_nav_label({}, view)}">
      <ul class="wrap">
        ${sections.map(
          (key) =>
            html`<li>
              <a
                href="${linkTo(view, `/${key}`)}"
                ${key === section ? html` aria-current="page"` : ''}
                >${sectionNames[key]({}, view)}</a
              >
            </li>`,
        )}
      </ul>
    </nav>
  </header>`
}

function demoBanner(view: View): Html {
  return html`<p class="demo">
    <strong>${m.pages_demo_mark({}, view)}</strong> ${m.pages_demo_text({}, view)}
  </p>`
}

function language(view: View, locale: (typeof locales)[number]): Html {
  return locale === view.locale
    ? html`<span lang="${locale}" aria-current="true">${localeNames[locale]}</span>`
    : html`<a lang="${locale}" hreflang="${locale}" href="${withLocale(view.path, locale)}"
        >${localeNames[locale]}</a
      >`
}

function footer(view: View): Html {
  return html`<footer class="footer">
    <div class="wrap footer-columns">
      <p>${m.pages_footer_plain({}, view)}</p>
      <ul>
        <li><a href="/requests.csv">${m.pages_footer_csv({}, view)}</a></li>
        <li><a href="/api/requests">${m.pages_footer_json({}, view)}</a></li>
        <li><a href="/feed.atom">${m.pages_footer_atom({}, view)}</a></li>
        <li><a href="${linkTo(view, '/partners')}">${m.pages_nav_partners({}, view)}</a></li>
        <li><a href="${linkTo(view, '/devices')}">${m.pages_nav_devices({}, view)}</a></li>
        <li><a href="${linkTo(view, '/refusals')}">${m.pages_nav_refusals({}, view)}</a></li>
      </ul>
      <ul>
        <li><a href="/agency">${m.pages_footer_agency({}, view)}</a></li>
        <li><a href="/desk">${m.pages_footer_desk({}, view)}</a></li>
      </ul>
    </div>
  </footer>`
}

/** The porch lamp of /icon.svg as a line drawing that takes the colour of the text. */
function lamp(): Html {
  return html`<svg
    class="lamp"
    viewBox="0 0 32 32"
    width="28"
    height="28"
    aria-hidden="true"
    focusable="false"
  >
    <path class="lamp-glow" d="M11 13h10l2.5 11h-15z" fill="none" />
    <path
      d="M16 2v4M10.5 12.5L13 6.5h6l2.500 6zM11 13l-2.500 11h15L21 13M7.500 24.500h17M13 27.500h6"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>`
}
