import { call, Fault } from '@porchlight/core'
import type { Endpoint, Fields } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { HubView } from '@porchlight/owner'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'

import { line } from '../ui/line.ts'
import { queryClient } from '../ui/query-client.ts'
import { wiped } from './wiped-screen.tsx'

/** What the first screen shows changes by itself: a scan goes on, an answer is sent. */
const lookAgainMillis = 3000

const viewKey = ['hub'] as const

/** Null as long as nobody is signed in: an answer like others, which stays while it is asked again. */
export function useHub(): UseQueryResult<HubView | null> {
  return useQuery({
    queryKey: viewKey,
    queryFn: viewOrNull,
    refetchInterval: ({ state: { data } }) =>
      data === null || wiped.get() ? false : lookAgainMillis,
  })
}

async function viewOrNull(): Promise<HubView | null> {
  try {
    return await call(line, hubApi.view, {})
  } catch (error) {
    if (error instanceof Fault && error.code === 'session/none') return null
    throw error
  }
}

/** What may be otherwise after anything was done. */
const changing = ['hub', 'match', 'copies', 'readings'] as const

/** Does something at the hub; what it answers with, where that is the first screen's, is shown at once. */
export function useAct<In extends Fields, Out extends Fields>(
  endpoint: Endpoint<In, Out>,
  done?: (output: Out) => void,
): UseMutationResult<Out, Error, In> {
  return useMutation({
    mutationFn: async (input: In) => await call(line, endpoint, input),
    onSuccess: async (output) => {
      await Promise.all(
        changing.map(async (key) => {
          await queryClient.invalidateQueries({ queryKey: [key] })
        }),
      )
      done?.(output)
    },
  })
}
