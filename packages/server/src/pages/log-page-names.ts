import type {
  AgencyId,
  PartnerId,
  PublicAgency,
  PublicPartner,
  PublicRequest,
  RequestId,
} from '@porchlight/core'

import type { LogLine } from '../log/lines.ts'
import { m } from '../words/messages.js'
import type { Names } from './log-page-sentence.ts'
import type { PageSource } from './source.ts'
import type { View } from './view.ts'

/** What people call the requests and agencies that the log knows by short names only. */
export interface Directory {
  readonly requests: ReadonlyMap<RequestId, PublicRequest>
  /** Also of those that may not ask any more, by their requests. */
  readonly agencies: ReadonlyMap<AgencyId, string>
  readonly partners: ReadonlyMap<PartnerId, string>
}

export async function directoryOf(
  source: Pick<PageSource, 'requests' | 'agencies' | 'partners'>,
): Promise<Directory> {
  const [requests, agencies, partners] = await Promise.all([
    source.requests(),
    source.agencies(),
    source.partners(),
  ])
  return {
    requests: new Map(requests.map((request) => [request.signed.request.id, request])),
    agencies: new Map([...requests.map(agencyOfRequest), ...agencies.map(nameOf)]),
    partners: new Map(partners.map(nameOf)),
  }
}

/** The names of an entry's agency and partner; where nobody knows them, what they are. */
export function namesIn(view: View, { about }: LogLine, { agencies, partners }: Directory): Names {
  const agency = about.agency === null ? undefined : agencies.get(about.agency)
  return {
    agency: agency ?? about.agency ?? m.pages_log_some_agency({}, view),
    partner: about.partners.map((partner) => partners.get(partner) ?? partner).join(', '),
  }
}

function agencyOfRequest({ signed, agencyName }: PublicRequest): readonly [AgencyId, string] {
  return [signed.request.agency, agencyName]
}

function nameOf({ profile }: PublicAgency | PublicPartner): readonly [string, string] {
  return [profile.id, profile.name]
}
