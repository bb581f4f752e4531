import { Button, Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { Rungs } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { CopyView, MatchView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { timeText } from '../ui/clip/time-text.ts'
import { Answered, FaultNote } from '../ui/fault.tsx'
import { bytesText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { useCopies } from './copies.ts'
import { HubPage, Part } from './hub-page.tsx'
import { Hurry } from './hurry.tsx'
import { useMatch } from './match-screen.tsx'
import { goTo } from './place.ts'
import { ToldTime } from './told-time.tsx'

/** The yes: what goes, to whom, and what the owner tells beside it. Nothing has gone before the button. */
export function SendScreen({ request }: { readonly request: string }): ReactElement {
  const match = useMatch(request)
  const copies = useCopies(request)
  return (
    <HubPage
      title={m.hub_send_title()}
      lead={m.hub_send_lead()}
      back={{ screen: 'match', request }}
    >
      <Answered asked={match}>
        {({ card }) => (
          <Answered asked={copies}>
            {(found) => (
              <Form
                card={card}
                copies={found.copies.filter(({ state }) => state.kind === 'made')}
              />
            )}
          </Answered>
        )}
      </Answered>
    </HubPage>
  )
}

const noTexts = { statement: '', name: '', contact: '' }

function Form({
  card,
  copies,
}: {
  readonly card: MatchView['card']
  readonly copies: readonly CopyView[]
}): ReactElement {
  const [texts, setTexts] = useState(noTexts)
  const [mayAsk, setMayAsk] = useState(false)
  const [hurry, setHurry] = useState(false)
  const send = useAct(hubApi.send, () => {
    goTo({ screen: 'home' })
  })
  function fieldOf(name: keyof typeof noTexts, maxLength: number) {
    return {
      value: texts[name],
      maxLength,
      onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
        setTexts({ ...texts, [name]: currentTarget.value })
      },
    }
  }
  return (
    <Stack gap="md">
      <Goes agency={card.agency.name} copies={copies} />
      <Part title={m.hub_send_about()}>
        <Stack gap="md">
          <p>{m.hub_send_about_text()}</p>
          <Textarea
            label={m.hub_send_statement()}
            autosize
            minRows={2}
            {...fieldOf('statement', 4000)}
          />
          <TextInput label={m.hub_send_name()} autoComplete="off" {...fieldOf('name', 200)} />
          <TextInput label={m.hub_send_contact()} autoComplete="off" {...fieldOf('contact', 200)} />
          <MayAsk mayAsk={mayAsk} onMayAsk={setMayAsk} />
        </Stack>
      </Part>
      <Hurry hurry={hurry} onHurry={setHurry} />
      <FaultNote error={send.error} />
      <Button
        size="lg"
        disabled={copies.length === 0}
        loading={send.isPending}
        onClick={() => {
          send.mutate({
            request: card.request,
            copies: copies.map(({ id }) => id),
            rungs: rungsOf(texts),
            mayAsk,
            hurry,
          })
        }}
      >
        {m.hub_send_yes({ count: copies.length })}
      </Button>
    </Stack>
  )
}

function MayAsk({
  mayAsk,
  onMayAsk,
}: {
  readonly mayAsk: boolean
  readonly onMayAsk: (mayAsk: boolean) => void
}): ReactElement {
  return (
    <Checkbox
      size="md"
      checked={mayAsk}
      label={m.hub_send_may_ask()}
      description={m.hub_send_may_ask_text()}
      onChange={({ currentTarget }) => {
        onMayAsk(currentTarget.checked)
      }}
    />
  )
}

function Goes({
  agency,
  copies,
}: {
  readonly agency: string
  readonly copies: readonly CopyView[]
}): ReactElement {
  return (
    <Part title={m.hub_send_what({ agency: agency })}>
      <ul className="hb-list">
        {copies.map((copy) => (
          <Going key={copy.id} copy={copy} />
        ))}
      </ul>
      <p className="pl-soft">{m.hub_send_sealed()}</p>
    </Part>
  )
}

/** One copy, and the way to leave it out. */
function Going({ copy: { id, state } }: { readonly copy: CopyView }): ReactElement | null {
  const drop = useAct(hubApi.dropCopy)
  if (state.kind !== 'made') return null
  return (
    <li>
      <p>{m.hub_send_clip({ length: timeText(state.seconds), size: bytesText(state.bytes) })}</p>
      <ToldTime time={state.time} />
      <Button
        variant="subtle"
        color="bad"
        loading={drop.isPending}
        onClick={() => {
          drop.mutate({ copy: id })
        }}
      >
        {m.hub_send_leave_out()}
      </Button>
    </li>
  )
}

function rungsOf(texts: typeof noTexts): Rungs {
  const said = Object.entries(texts).filter(([, text]) => text.trim() !== '')
  return Rungs.parse(Object.fromEntries(said))
}
