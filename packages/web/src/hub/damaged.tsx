import { codeOf, Fault } from '@porchlight/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { FaultNote } from '../ui/fault.tsx'
import { m } from '../words/messages.js'

/** Of a file that the hub cannot decode: no browser helps, as the hub makes the copies. */
export function Damaged({ words }: { readonly words: string }): ReactElement {
  return (
    <p className="pl-note" role="alert">
      {words}
    </p>
  )
}

/** Why there is no picture, where there is none: a browser tells nothing of it, so the hub is asked once more. */
export function WhyDark({ address }: { readonly address: string }): ReactElement | null {
  const why = useQuery({
    queryKey: ['dark', address],
    queryFn: async () => await faultOf(address),
    gcTime: 0,
  })
  if (why.error !== null) return <FaultNote error={why.error} />
  if (why.data === undefined) return null
  return why.data === null || why.data.code === 'clip/cannot-decode' ? (
    <Damaged words={m.hub_clip_damaged()} />
  ) : (
    <FaultNote error={why.data} />
  )
}

/** Null where the hub gives it, and only this browser made nothing of it. */
async function faultOf(address: string): Promise<Fault | null> {
  const answer = await fetch(address, { headers: { range: 'bytes=0-0' } })
  if (answer.ok) return null
  return new Fault(codeOf(await answer.json()))
}
