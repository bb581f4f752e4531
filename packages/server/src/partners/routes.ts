import { api, Fault } from '@porchlight/core'

import type { Mount } from '../http/mount.ts'
import type { PublicFacts } from '../instance.ts'

/** What anybody may read of partners. */
export function mountPartners(
  mount: Mount,
  { partners, partner }: Pick<PublicFacts, 'partners' | 'partner'>,
): void {
  mount(api.listPartners, async () => ({ partners: [...(await partners())] }))
  mount(api.getPartner, async ({ id }) => {
    const found = await partner(id)
    if (found === null) throw new Fault('partner/not-found')
    return found
  })
}
