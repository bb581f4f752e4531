import { Fault } from '@porchlight/core'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'

/** What the server gave stays good for so long before a screen asks again. */
const freshMillis = 10_000

/** Where the answer to "who is signed in" is kept. */
export const sessionKey = ['session'] as const

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeLostSession }),
  mutationCache: new MutationCache({ onError: noticeLostSession }),
  defaultOptions: {
    queries: {
      staleTime: freshMillis,
      // a refusal stays one; a lost connection is worth two more tries
      retry: (failures, error) => !(error instanceof Fault) && failures < 2,
    },
  },
})

/** Where a call finds that nobody is signed in any more, the screens show the door. */
function noticeLostSession(error: Error): void {
  if (error instanceof Fault && error.code === 'session/none')
    queryClient.setQueryData(sessionKey, null)
}
