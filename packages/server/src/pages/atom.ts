import { fixedSentence, offenceNames } from '@porchlight/core'
import type { InstanceFacts, PublicRequest } from '@porchlight/core'
import { html } from 'hono/html'

import { m } from '../words/messages.js'
import type { Locale } from './locale.ts'
import type { Html } from './view.ts'

/** Readers poll often and keep what they saw; older requests are on the list. */
const maxEntries = 50

interface Feed {
  readonly locale: Locale
  readonly facts: InstanceFacts
}

/** The newest requests as an Atom feed (RFC 4287). */
export async function atomFeed(feed: Feed, requests: readonly PublicRequest[]): Promise<string> {
  const { origin, name } = feed.facts
  const shown = requests.slice(0, maxEntries)
  // "atom:feed elements MUST contain exactly one atom:updated element": the newest entry's, so that nothing new changes no byte
  const updated = shown[0]?.publishedAt ?? '1970-01-01T00:00:00Z'
  const xml = html`<?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.locale}">
      <id>${origin}/feed.atom</id>
      <title>${inXml(m.pages_feed_title({ name }, feed))}</title>
      <updated>${updated}</updated>
      <author><name>${inXml(name)}</name></author>
      <link rel="self" type="application/atom+xml" href="${origin}/feed.atom" />
      <link rel="alternate" type="text/html" hreflang="${feed.locale}" href="${origin}/requests" />
      <icon>${origin}/icon.svg</icon>
      ${shown.map((request) => entry(feed, request))}
    </feed> `
  return String(await xml)
}

function entry(feed: Feed, { signed: { request }, agencyName, publishedAt }: PublicRequest): Html {
  const url = `${feed.facts.origin}/requests/${request.id}`
  const summary = `${request.place}. ${request.text} ${fixedSentence[feed.locale]}`
  return html`<entry>
    <id>${url}</id>
    <title>${inXml(`${offenceNames[request.offence][feed.locale]}: ${request.title}`)}</title>
    <published>${publishedAt}</published>
    <updated>${publishedAt}</updated>
    <author><name>${inXml(agencyName)}</name></author>
    <link rel="alternate" type="text/html" href="${url}" />
    <summary>${inXml(summary)}</summary>
  </entry> `
}

/** XML 1.0 2.2: Char is tab, line ends, and from space upwards without surrogates and U+FFFE and U+FFFF. */
function inXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}
