import { api, call } from '@porchlight/core'
import type { InstanceFacts } from '@porchlight/core'
import { useQuery } from '@tanstack/react-query'

import { line } from './line.ts'

/** What this instance says of itself; undefined until it answered. */
export function useInstance(): InstanceFacts | undefined {
  const { data } = useQuery({
    queryKey: ['instance'],
    queryFn: async () => await call(line, api.instance, {}),
    staleTime: Infinity,
  })
  return data
}
