import type {
  AgencyId,
  PartnerId,
  PublicAgency,
  PublicPartner,
  PublicRequest,
  RequestId,
} from '@porchlight/core'

import type { LogReading } from '../log/browse.ts'
import type { LogLine } from '../log/lines.ts'
import { m } from '../words/messages.js'
import type { Names } from './log-page-sentence.ts'
import type { PageSource } from './source.ts'
import type { View } from './view.ts'

/** What people call those that the log knows by short names only. */
export interface Directory {
  /** Titles. */
  readonly requests: ReadonlyMap<RequestId, string>
  readonly agencies: ReadonlyMap<AgencyId, string>
  readonly partners: ReadonlyMap<PartnerId, string>
}

/** By the checkpoint that they were read at: no name changes without an entry. */
const known = new WeakMap<LogReading['head'], Promise<Directory>>()

/**
 * Everybody's names, read once until the log grows: what a page costs does not grow with all that
 * was ever asked.
 *
 * @param lines that need them: an entry is published a moment before what it says takes effect
 */
export async function directoryOf(
  source: Pick<PageSource, 'requests' | 'agencies' | 'partners'>,
  { head }: LogReading,
  lines: readonly LogLine[] = [],
): Promise<Directory> {
  const before = await known.get(head)?.catch(() => undefined)
  if (before !== undefined && lines.every((line) => isNamed(line, before))) return before
  const read = readNames(source)
  known.set(head, read)
  return await read
}

async function readNames(
  source: Pick<PageSource, 'requests' | 'agencies' | 'partners'>,
): Promise<Directory> {
  const [requests, agencies, partners] = await Promise.all([
    source.requests(),
    source.agencies(),
    source.partners(),
  ])
  return {
    requests: new Map(requests.map(titleOf)),
    agencies: new Map([...requests.map(agencyOfRequest), ...agencies.map(nameOf)]),
    partners: new Map(partners.map(nameOf)),
  }
}

function isNamed({ about }: LogLine, { requests, agencies, partners }: Directory): boolean {
  return (
    (about.request === null || requests.has(about.request)) &&
    (about.agency === null || agencies.has(about.agency)) &&
    about.partners.every((partner) => partners.has(partner))
  )
}

/** The names of an entry's agency and partner; where nobody knows them, what they are. */
export function namesIn(view: View, { about }: LogLine, { agencies, partners }: Directory): Names {
  const agency = about.agency === null ? undefined : agencies.get(about.agency)
  return {
    agency: agency ?? about.agency ?? m.pages_log_some_agency({}, view),
    partner: about.partners.map((partner) => partners.get(partner) ?? partner).join(', '),
  }
}

function titleOf({ signed: { request } }: PublicRequest): readonly [RequestId, string] {
  return [request.id, request.title]
}

function agencyOfRequest({ signed, agencyName }: PublicRequest): readonly [AgencyId, string] {
  return [signed.request.agency, agencyName]
}

function nameOf({ profile }: PublicAgency | PublicPartner): readonly [string, string] {
  return [profile.id, profile.name]
}
