import type { Feed, FeedRequest, Instant, SealedMessage } from '@porchlight/core'

import { allKeys, goodKeys, isLogged } from '../agencies/keys.ts'
import { allAgencies } from '../agencies/store.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/open.ts'
import { publicRequests } from '../requests/store.ts'
import { feedMessages } from '../threads/store.ts'
import { goodKey, issuerOf } from '../tokens/keys.ts'
import type { FeedDirectory } from './directory.ts'

/** What the database adds to what the log says: only that whose entries are below `size`. */
export async function feedContent(
  db: Database,
  { size, now, directory, config }: ContentParts,
): Promise<Content> {
  const requests = (await publicRequests(db)).flatMap((row) => {
    const { signed, published_at: publishedAt, log_index: index } = row
    if (row.state !== 'published' || row.ending !== null || row.expires_at <= now) return []
    if (publishedAt === null || index === null || index >= size) return []
    if (directory.isSuspended(signed.request.agency)) return []
    return [{ signed, publishedAt, index }]
  })
  const agencies: Content['agencies'] = []
  for (const { id, profile, admission_index } of await allAgencies(db)) {
    const logged = (await allKeys(db, id)).filter((row) => isLogged(row) && row.log_index < size)
    const good = goodKeys(logged, now)
    if (good === null || admission_index === null || admission_index >= size) continue
    agencies.push({ profile, keys: good.keys })
  }
  const key = await goodKey(db, now)
  const issuer = key === null || key.index >= size ? null : issuerOf(key, config)
  const messages = await feedMessages(db, now)
  return { requests, agencies, issuer, messages }
}

export interface ContentParts {
  readonly size: number
  readonly now: Instant
  readonly directory: Pick<FeedDirectory, 'isSuspended'>
  readonly config: Pick<Config, 'tokens' | 'tokenWorkBits'>
}

export interface Content {
  readonly requests: readonly Omit<FeedRequest, 'hashes'>[]
  readonly agencies: Feed['agencies']
  readonly issuer: Feed['issuer']
  readonly messages: readonly SealedMessage[]
}
