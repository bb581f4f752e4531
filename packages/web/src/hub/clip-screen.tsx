import type { ReactElement } from 'react'

import { Answered } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useCopies } from './copies.ts'
import { HubPage } from './hub-page.tsx'
import { useOpened } from './opened.ts'
import { Review } from './review.tsx'

/** Looks at one clip: what to keep of it, what to cover, and the very copy that would leave. */
export function ClipScreen({
  request,
  clip,
}: {
  readonly request: string
  readonly clip: string
}): ReactElement {
  const opened = useOpened(clip)
  const copies = useCopies(request)
  return (
    <HubPage title={m.hub_review_title()} back={{ screen: 'match', request }}>
      <Answered asked={opened}>
        {(found) => (
          <Answered asked={copies}>
            {(made) => (
              <Review
                opened={found}
                request={request}
                copy={made.copies.find((copy) => copy.clip === clip) ?? null}
              />
            )}
          </Answered>
        )}
      </Answered>
    </HubPage>
  )
}
