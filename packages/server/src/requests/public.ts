import { api, Fault } from '@porchlight/core'

import type { Mount } from '../http/mount.ts'
import type { PublicFacts } from '../instance.ts'

/** What anybody may read as JSON. */
export function mountPublic(mount: Mount, facts: PublicFacts): void {
  mount(api.instance, async () => await Promise.resolve(facts.instance()))
  mount(api.listRequests, async () => ({ requests: [...(await facts.requests())] }))
  mount(api.refusals, async () => ({ refusals: [...(await facts.refusals())] }))
  mount(api.getRequest, async ({ id }) => {
    const request = await facts.request(id)
    if (request === null) throw new Fault('request/not-found')
    return request
  })
  mount(api.getAgency, async ({ id }) => {
    const agency = await facts.agency(id)
    if (agency === null) throw new Fault('agency/not-found')
    return agency
  })
}
