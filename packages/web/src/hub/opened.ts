import { call } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { OpenedView } from '@porchlight/owner'
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'

import { line } from '../ui/line.ts'

/** An original that is fetched to be looked at, once. */
export function useOpened(clip: string): UseQueryResult<OpenedView> {
  return useQuery({
    queryKey: ['opened', clip],
    queryFn: async () => await call(line, hubApi.openClip, { clip }),
    staleTime: Infinity,
  })
}
