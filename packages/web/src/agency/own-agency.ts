import { api, call } from '@porchlight/core'
import type { AgencyView, OwnRequest } from '@porchlight/core'
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'

import { line } from '../ui/line.ts'
import { queryClient } from '../ui/query-client.ts'

const agencyKey = ['agency'] as const
/** Keys become good at a whole minute. */
const lookAgainMillis = 60_000

const requestsKey = ['requests'] as const

/** The agency of whoever is signed in. */
export function useOwnAgency(): UseQueryResult<AgencyView> {
  return useQuery({
    queryKey: agencyKey,
    queryFn: async () => await call(line, api.ownAgency, {}),
    // new keys become good while the workspace is open
    refetchInterval: lookAgainMillis,
  })
}

export function keepAgency(agency: AgencyView): void {
  queryClient.setQueryData(agencyKey, agency)
}

/** Every signing key that was ever good: what was signed then still holds. */
export function signingKeysOf({ keys, earlier }: AgencyView): readonly string[] {
  const all = keys === null ? earlier : [keys, ...earlier]
  return all.map(({ signing }) => signing)
}

/** All requests of the agency, newest first. */
export function useOwnRequests(): UseQueryResult<readonly OwnRequest[]> {
  return useQuery({
    queryKey: requestsKey,
    queryFn: async () => (await call(line, api.ownRequests, {})).requests,
  })
}

/** A request came back changed or is new: the list is read again. */
export async function requestsChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: requestsKey })
}
