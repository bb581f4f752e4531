import type { InstanceFacts } from '@porchlight/core'
import type { html } from 'hono/html'

import type { Assets } from './assets.ts'
import type { Locale } from './locale.ts'

/** Escaped HTML. Only hono's `html` makes it; nothing an agency typed gets in unescaped. */
export type Html = ReturnType<typeof html>

/** What every page is told besides what it is about. Handed to a message as its options, it picks the language. */
export interface View {
  readonly locale: Locale
  /** Whether the reader asked for this language with `?lang=`; then links keep it, as no cookie does. */
  readonly chosen: boolean
  readonly facts: InstanceFacts
  readonly assets: Assets
  /** This document's own path and query, without `lang`. */
  readonly path: string
}

/** A link within the site that keeps the language the reader chose. */
export function linkTo(view: View, path: string): string {
  return view.chosen ? withLocale(path, view.locale) : path
}

/** A count as people of the language write it: `1,000`. */
export function numberText(view: View, count: number): string {
  return new Intl.NumberFormat(view.locale).format(count)
}

/** A path with `?lang=` added. */
export function withLocale(path: string, locale: Locale): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`
}
