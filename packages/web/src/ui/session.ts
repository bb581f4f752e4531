import { api, call } from '@porchlight/core'
import type { Member } from '@porchlight/core'
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'

import { line } from './line.ts'
import { queryClient, sessionKey } from './query-client.ts'

/** Who is signed in on this browser; null where nobody is. */
export function useSession(): UseQueryResult<Member | null> {
  return useQuery({
    queryKey: sessionKey,
    queryFn: async () => (await call(line, api.whoAmI, {})).member,
    staleTime: Infinity,
  })
}

/** Tells the screens who has signed in; what another person saw is forgotten. */
export function beginSession(member: Member): void {
  changeSession(member)
}

/** Ends the session and forgets all that was read in it. */
export async function endSession(): Promise<void> {
  await call(line, api.signOut, {})
  changeSession(null)
}

/** The session's own entry stays where it is: screens watch it, and would not see a new one in its place. */
function changeSession(member: Member | null): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
  queryClient.setQueryData(sessionKey, member)
}
