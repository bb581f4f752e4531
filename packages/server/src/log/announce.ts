import {
  canonical,
  canonicalBytes,
  defaultPolicy,
  leastNoticeDays,
  minuteOf,
  sha256Hex,
} from '@porchlight/core'
import type { Entry } from '@porchlight/core'

import type { Config, World } from '../config.ts'
import { findFact } from '../db/facts.ts'
import type { Database } from '../db/open.ts'
import type { InstanceLog } from './open.ts'
import type { Intent } from './outbox.ts'
import type { Release } from './release.ts'

export interface AnnounceParts {
  readonly db: Database
  readonly config: Config
  readonly world: World
  readonly log: Pick<InstanceLog, 'policyText'>
  /** Null where no apps are served. */
  readonly release: Release | null
}

/**
 * What the instance has to say of itself before it answers anybody: its rules and its witnesses where
 * they are new, and the apps that it serves where those are. Said again only when something changed.
 */
export async function announcements(parts: AnnounceParts): Promise<readonly Intent[]> {
  return [...(await rulesIntents(parts)), ...(await releaseIntents(parts))]
}

async function rulesIntents({ db, config, world, log }: AnnounceParts): Promise<readonly Intent[]> {
  const { partnerNoticeDays } = config
  const rules = {
    policy: { ...defaultPolicy },
    witnesses: log.policyText,
    ...(partnerNoticeDays === leastNoticeDays ? {} : { partnerNoticeDays }),
  }
  const value = sha256Hex(canonicalBytes(rules))
  const before = await findFact(db, 'log.rules')
  if (before === value || (await isQueued(db, value))) return []
  const at = minuteOf(world.now())
  const entry: Entry =
    before === null
      ? { kind: 'instance.opened', origin: config.origin, ...rules, at }
      : { kind: 'policy.changed', ...rules, at }
  return [{ entry, effect: { kind: 'fact', name: 'log.rules', value } }]
}

async function releaseIntents({ db, world, release }: AnnounceParts): Promise<readonly Intent[]> {
  if (release === null) return []
  const { manifest: value, version, files } = release
  if ((await findFact(db, 'log.release')) === value || (await isQueued(db, value))) return []
  const at = minuteOf(world.now())
  return [
    {
      entry: { kind: 'release.published', version, manifest: value, files, at },
      effect: { kind: 'fact', name: 'log.release', value },
    },
  ]
}

/** Said by an earlier start, which could not reach the log. */
async function isQueued(db: Database, value: string): Promise<boolean> {
  const rows = await db.selectFrom('outbox').select('effect').execute()
  return rows.some(({ effect }) => effect.includes(canonical({ value }).slice(1, -1)))
}
