import type { RequestId } from '@porchlight/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'

import { deleteKept, findKept } from './kept-answer.ts'
import type { Kept } from './kept-answer.ts'

const nothing: Kept = { kind: 'nothing' }

/** What this device holds of an answer to the request, as it is now. */
export function useKept(request: RequestId): UseQueryResult<Kept> {
  return useQuery({
    queryKey: ['kept', request],
    queryFn: async () => await findOrNothing(request),
    staleTime: 0,
    gcTime: 0,
  })
}

/** A browser that keeps no files holds nothing either. */
async function findOrNothing(request: RequestId): Promise<Kept> {
  try {
    return await findKept(request)
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return nothing
    throw error
  }
}

export function useDeleteKept(request: RequestId): UseMutationResult<void, Error, void> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      await deleteKept(request)
    },
    onSuccess: () => {
      client.setQueryData(['kept', request], nothing)
    },
  })
}
