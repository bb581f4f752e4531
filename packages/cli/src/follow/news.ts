import type { Instant } from '@porchlight/core'
import type {
  CheckedRequest,
  FeedCheckName,
  FeedVerdict,
  Memory,
  RequestCheckName,
} from '@porchlight/hub'

import { plain } from '../print.ts'

/** What a feed has that the last one did not, and what of it was refused. */
export type News =
  | {
      readonly feed: number
      readonly vouchedAt: Instant
      /** Live requests that passed every check. */
      readonly live: number
      readonly news: readonly RequestNews[]
      readonly refused: readonly RefusedRequest[]
      /** Sealed questions to owners, for whomever they are. */
      readonly messages: number
    }
  | { readonly refused: FeedCheckName; readonly says: string }

interface RequestNews {
  readonly request: string
  readonly what: 'new' | 'changed' | 'ended'
  /** Null where it has ended. */
  readonly title: string | null
  readonly agency: string | null
  readonly expiresAt: Instant | null
}

interface RefusedRequest {
  readonly request: string
  readonly check: RequestCheckName
  readonly says: string
}

export function newsOf(verdict: FeedVerdict, before: Memory | null): News {
  if (!verdict.accepted) return { refused: verdict.check, says: verdict.says }
  const known = new Map(before?.live.map(({ request, digest }) => [request, digest]))
  const passed = verdict.requests.filter(({ check }) => check === null)
  const now = new Set(passed.map(({ signed }) => signed.request.id))
  const ended = [...known.keys()].filter((id) => !now.has(id))
  return {
    feed: verdict.feed.number,
    vouchedAt: verdict.vouchedAt,
    live: passed.length,
    news: [
      ...passed.flatMap((request) => newsAbout(request, known.get(request.signed.request.id))),
      ...ended.map((request) => {
        return { request, what: 'ended', title: null, agency: null, expiresAt: null } as const
      }),
    ],
    messages: verdict.feed.messages?.length ?? 0,
    refused: verdict.requests.flatMap(({ signed, check, says }) =>
      check === null || says === null ? [] : [{ request: signed.request.id, check, says }],
    ),
  }
}

function newsAbout(
  { signed: { request }, digest, agencyName }: CheckedRequest,
  known: string | undefined,
): readonly RequestNews[] {
  if (known === digest) return []
  const what = known === undefined ? 'new' : 'changed'
  const { id, title, expiresAt } = request
  return [{ request: id, what, title, agency: agencyName, expiresAt }]
}

/** Lines for a person; none where nothing is new. */
export function newsLines(news: News): readonly string[] {
  if (!('feed' in news))
    return [
      `REFUSED  the whole feed, by the check "${news.refused}": ${whole[news.refused]}`,
      `         ${plain(news.says)}`,
    ]
  return [
    ...news.news.map(newsLine),
    ...news.refused.map(
      ({ request, check, says }) =>
        `REFUSED  ${request}, by the check "${check}": ${plain(says)}. The other requests are not touched by it.`,
    ),
  ]
}

function newsLine({ request, what, title, agency, expiresAt }: RequestNews): string {
  const about = [title, agency, expiresAt === null ? null : `until ${expiresAt}`]
    .filter((text) => text !== null)
    .map(plain)
  return [what.padEnd(8), request, ...about].join('  ').trimEnd()
}

const whole: Readonly<Record<FeedCheckName, string>> = {
  form: 'what came is no feed.',
  witnesses: 'too few of your witnesses vouch for it; it may have been made for you alone.',
  inclusion: 'the public log does not hold it; it may have been made for you alone.',
  digest: 'it was changed after it was logged.',
  consistency: 'the log is not the one that you saw before.',
  fresh: 'it is old, and something newer may be kept from you; or the clock here is wrong.',
  number: 'it is older than the last one.',
  directory: 'it hides or changes what was said of agencies before.',
}
