import { api, call } from '@porchlight/core'
import type { DeskAgency, QueuedRequest } from '@porchlight/core'
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'

import { line } from '../ui/line.ts'
import { queryClient } from '../ui/query-client.ts'

const queueKey = ['queue'] as const
const agenciesKey = ['agencies'] as const
const refusalsKey = ['refusals'] as const

/** A request should be looked at within two hours; a minute is soon enough to see it. */
const lookAgainMillis = 60_000

/** Also behind other tabs: the desk is left open, and its title counts what waits. */
const quietly = { refetchInterval: lookAgainMillis, refetchIntervalInBackground: true } as const

/** Requests that wait for a steward, oldest first. */
export function useQueue(): UseQueryResult<readonly QueuedRequest[]> {
  return useQuery({
    queryKey: queueKey,
    queryFn: async () => (await call(line, api.queue, {})).queue,
    ...quietly,
  })
}

/** Something was decided: the queue and the counts are read again. */
export async function queueChanged(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: queueKey }),
    queryClient.invalidateQueries({ queryKey: refusalsKey }),
  ])
}

export function useAgencies(): UseQueryResult<readonly DeskAgency[]> {
  return useQuery({
    queryKey: agenciesKey,
    queryFn: async () => (await call(line, api.agencies, {})).agencies,
    ...quietly,
  })
}

export async function agenciesChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: agenciesKey })
}

export interface RefusalCount {
  readonly rule: string
  readonly agency: string
  readonly count: number
}

export function useRefusals(): UseQueryResult<readonly RefusalCount[]> {
  return useQuery({
    queryKey: refusalsKey,
    queryFn: async () => (await call(line, api.refusals, {})).refusals,
  })
}
