import { call } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { CopyView } from '@porchlight/owner'
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'

import { line } from '../ui/line.ts'

/** While one is being made, how far it is. */
const makingMillis = 500

/** The copies that were made for a request, and those that are. */
export function useCopies(
  request: string,
): UseQueryResult<{ readonly copies: readonly CopyView[] }> {
  return useQuery({
    queryKey: ['copies', request],
    queryFn: async () => await call(line, hubApi.copies, { request }),
    refetchInterval: ({ state: { data } }) =>
      data?.copies.some(({ state }) => state.kind === 'making') === true ? makingMillis : false,
  })
}
