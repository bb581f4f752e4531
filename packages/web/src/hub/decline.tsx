import { Button } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import type { CopyView, HubView, MatchView } from '@porchlight/owner'
import { useMutation } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { AskFirst } from '../ui/ask-first.tsx'
import { FaultNote } from '../ui/fault.tsx'
import { createStore, useStore } from '../ui/store.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { forgetEditsOf, useHasEdits } from './edits.ts'
import { goTo } from './place.ts'

/** Whether the owner said no just now; until another screen is opened. */
const gone = createStore(false)

/** After a no: what became of it. It names nothing, so that this leaves no trace either. */
export function Gone(): ReactElement | null {
  return useStore(gone) ? (
    <output className="pl-note hb-asked hb-gone">{m.hub_declined()}</output>
  ) : null
}

/** The no. It asks first where something goes with it that the owner made. */
export function Decline({
  match: { card, hold },
  copies,
  answers,
}: {
  readonly match: MatchView
  readonly copies: readonly CopyView[]
  readonly answers: HubView['answers']
}): ReactElement {
  const { request } = card
  const hasEdits = useHasEdits(request)
  const decline = useAct(hubApi.decline, () => {
    forgetEditsOf(request)
    gone.set(true)
    onceAway(() => {
      gone.set(false)
    })
    goTo({ screen: 'home' })
  })
  const isWaiting = answers.some((one) => one.request === request && isUnsent(one))
  const count = copies.filter(({ state }) => state.kind !== 'failed').length
  const made = [
    ...(count > 0 ? [m.hub_decline_copies({ count })] : []),
    ...(hasEdits ? [m.hub_decline_edits()] : []),
    ...(isWaiting ? [m.hub_decline_answer()] : []),
  ]
  const held = hold === null ? [] : [m.hub_decline_held({ count: hold.clips })]
  async function run(): Promise<void> {
    await decline.mutateAsync({ request })
  }
  return made.length === 0 ? <AtOnce run={run} /> : <Asked lost={[...made, ...held]} run={run} />
}

interface DeclineProps {
  readonly run: () => Promise<void>
}

function AtOnce({ run }: DeclineProps): ReactElement {
  const decline = useMutation({ mutationFn: run })
  return (
    <div>
      <FaultNote error={decline.error} />
      <Button
        fullWidth
        variant="outline"
        size="lg"
        loading={decline.isPending}
        onClick={() => {
          decline.mutate()
        }}
      >
        {m.hub_decline()}
      </Button>
    </div>
  )
}

function Asked({
  lost,
  run,
}: DeclineProps & {
  /** What goes with it, each in a sentence. */
  readonly lost: readonly string[]
}): ReactElement {
  return (
    <AskFirst
      button={{ variant: 'outline', size: 'lg' }}
      title={m.hub_decline_title()}
      label={m.hub_decline()}
      action={m.hub_decline_sure()}
      danger
      run={run}
    >
      <ul className="pl-list">
        {lost.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p>{m.hub_decline_stays()}</p>
    </AskFirst>
  )
}

function isUnsent({ state: { kind } }: HubView['answers'][number]): boolean {
  return kind === 'waiting' || kind === 'stopped' || kind === 'sending'
}

/** When another screen follows the next one. */
function onceAway(away: () => void): void {
  const once = { once: true }
  addEventListener('hashchange', () => addEventListener('hashchange', away, once), once)
}
