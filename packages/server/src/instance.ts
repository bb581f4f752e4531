import type {
  InstanceFacts,
  LoggedEntry,
  LoggedKeys,
  PublicAgency,
  PublicPartner,
  PublicRequest,
} from '@porchlight/core'

import { allAgencies, findAgency } from './agencies/store.ts'
import { allKeys, isLogged } from './agencies/keys.ts'
import type { LoggedRow } from './agencies/keys.ts'
import type { AgencyRow } from './agencies/store.ts'
import type { Config, World } from './config.ts'
import type { Database } from './db/open.ts'
import type { ReadLog } from './log/browse.ts'
import type { InstanceLog } from './log/open.ts'
import type { Prove } from './log/proofs.ts'
import { refusalsIn } from './log/refusals.ts'
import type { RefusalCount } from './log/refusals.ts'
import { logPath } from './pages/log-page-paths.ts'
import { publicPartners } from './partners/public.ts'
import { allEarlierVersions, earlierVersions } from './requests/earlier.ts'
import { findRequest, isPublic, publicRequests } from './requests/store.ts'
import { publicView } from './requests/view.ts'

/** What everybody may know: read by the public API and by the public pages alike. */
export interface PublicFacts {
  readonly instance: () => InstanceFacts
  /** Newest first. */
  readonly requests: () => Promise<readonly PublicRequest[]>
  /** Null where no request of that name was ever published. */
  readonly request: (id: string) => Promise<PublicRequest | null>
  /** By rule and agency, most frequent first, each with the address of its entries. */
  readonly refusals: () => Promise<readonly (RefusalCount & { readonly entries: string })[]>
  /** Admitted agencies with keys. */
  readonly agencies: () => Promise<readonly PublicAgency[]>
  readonly agency: (id: string) => Promise<PublicAgency | null>
  /** Announced partners, whatever became of them; the first one first. */
  readonly partners: () => Promise<readonly PublicPartner[]>
  readonly partner: (id: string) => Promise<PublicPartner | null>
}

export interface PublicParts {
  readonly db: Database
  readonly config: Config
  readonly world: World
  readonly log: InstanceLog
  readonly prove: Prove
  readonly readLog: ReadLog
}

export function publicFacts({ db, config, world, log, prove, readLog }: PublicParts): PublicFacts {
  async function agencies(): Promise<readonly PublicAgency[]> {
    const rows = await publicRequests(db)
    const all = await allAgencies(db)
    const views = all.map(async (agency) => await agencyView(db, agency, { requests: rows, prove }))
    return (await Promise.all(views)).filter((view) => view !== null)
  }
  async function partners(): Promise<readonly PublicPartner[]> {
    return await publicPartners(db, prove)
  }
  return {
    instance: () => ({
      name: config.name,
      origin: config.origin,
      demo: config.demo,
      logKey: log.publicKey,
      witnessPolicy: log.policyText,
      now: world.now(),
      releaseMinutes: config.releaseMinutes,
      admissionStewards: config.admissionStewards,
    }),
    ...requestFacts({ db, prove, readLog }),
    agencies,
    agency: async (id) => {
      const row = (await allAgencies(db)).find((each) => each.id === id)
      if (row === undefined) return null
      return await agencyView(db, row, { requests: await publicRequests(db), prove })
    },
    partners,
    partner: async (id) => (await partners()).find(({ profile }) => profile.id === id) ?? null,
  }
}

type RequestFacts = Pick<PublicFacts, 'requests' | 'request' | 'refusals'>

/** The requests by the database, and every number of them by the log. */
function requestFacts({
  db,
  prove,
  readLog,
}: Pick<PublicParts, 'db' | 'prove' | 'readLog'>): RequestFacts {
  return {
    requests: async () => {
      const reading = await readLog()
      const rows = await publicRequests(db)
      const agencyRows = new Map((await allAgencies(db)).map((row) => [row.id, row]))
      const earlier = await allEarlierVersions(db)
      return await Promise.all(
        rows.map(async (row) => {
          const agency = agencyRows.get(row.agency)
          if (agency === undefined) throw new Error('A request has no agency')
          return await publicView(row, {
            prove,
            reading,
            agency,
            earlier: earlier.get(row.id) ?? [],
          })
        }),
      )
    },
    request: async (id) => {
      const row = await findRequest(db, id)
      if (row === null || !isPublic(row)) return null
      return await publicView(row, {
        prove,
        reading: await readLog(),
        agency: await findAgency(db, row.agency),
        earlier: await earlierVersions(db, id),
      })
    },
    refusals: async () => {
      const reading = await readLog()
      return refusalsIn(reading, reading.agencies).map(({ rule, agency, count }) => {
        const entries = logPath({ agency, trait: `rule:${rule}` })
        return { rule, agency, count, entries }
      })
    },
  }
}

/** Null before the log holds its admission and its keys. */
async function agencyView(
  db: Database,
  { id, profile, admitted_at, admission_index, suspension_index }: AgencyRow,
  { requests, prove }: AgencyFacts,
): Promise<PublicAgency | null> {
  const keys = (await allKeys(db, id)).filter(isLogged)
  if (admitted_at === null || admission_index === null || keys.length === 0) return null
  const own = requests.filter(({ agency }) => agency === id)
  return {
    profile,
    keys: await Promise.all(keys.map(async (row) => await loggedKeys(row, prove))),
    admittedAt: admitted_at,
    admission: await entryAt(admission_index, prove),
    suspension: suspension_index === null ? null : await entryAt(suspension_index, prove),
    requests: own.map((request) => request.id),
  }
}

interface AgencyFacts {
  readonly requests: readonly { readonly id: string; readonly agency: string }[]
  readonly prove: Prove
}

async function loggedKeys(
  { keys, good_from: from, log_index }: LoggedRow,
  prove: Prove,
): Promise<LoggedKeys> {
  return { keys, from, logged: await entryAt(log_index, prove) }
}

async function entryAt(index: number, prove: Prove): Promise<LoggedEntry> {
  return { ...(await prove.entryAt(index)), index }
}
