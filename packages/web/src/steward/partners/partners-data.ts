import { api, call } from '@porchlight/core'
import type { DeskPartner } from '@porchlight/core'
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'

import { line } from '../../ui/line.ts'
import { queryClient } from '../../ui/query-client.ts'

const partnersKey = ['partners'] as const

/** Another steward may have said yes a minute ago. */
const lookAgainMillis = 60_000

export interface DeskPartners {
  readonly partners: readonly DeskPartner[]
  readonly noticeDays: number
  /** Stewards who must say yes to an announcement, a start and a new key. */
  readonly yesesNeeded: number
}

/** What everything about one partner is drawn from. */
export interface PartnerProps {
  readonly partner: DeskPartner
  readonly desk: DeskPartners
}

export function usePartners(): UseQueryResult<DeskPartners> {
  return useQuery({
    queryKey: partnersKey,
    queryFn: async () => await call(line, api.deskPartners, {}),
    refetchInterval: lookAgainMillis,
  })
}

export async function partnersChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: partnersKey })
}
