import { api, call } from '@porchlight/core'
import type { InstanceFacts, PublicAgency, PublicRequest, RequestId } from '@porchlight/core'
import type { Trust } from '@porchlight/owner'
import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'

import { now } from '../ui/clock.ts'
import { line } from '../ui/line.ts'
import { checkRequest } from './check-request.ts'

/** A request with all that it was checked against, and what the check said. */
export interface Asked {
  readonly published: PublicRequest
  readonly agency: PublicAgency
  readonly instance: InstanceFacts
  readonly trust: Trust
}

/** Fetches a request and checks it on this device before anything of it is shown. */
export function useAsked(id: RequestId): UseQueryResult<Asked> {
  return useQuery({
    queryKey: ['asked', id],
    queryFn: async () => await ask(id),
    // the page stays as it was checked; it is checked again before sealing
    staleTime: Infinity,
  })
}

/** @throws {Fault} `request/not-found`; TypeError as `fetch` does */
export async function ask(id: RequestId): Promise<Asked> {
  const [published, instance] = await Promise.all([
    call(line, api.getRequest, { id }),
    call(line, api.instance, {}),
  ])
  const agency = await call(line, api.getAgency, { id: published.signed.request.agency })
  return {
    published,
    agency,
    instance,
    trust: checkRequest({ published, agency, instance, now: now() }),
  }
}
