import { Button, Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { Rungs } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { CopyView, MatchView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Answered, FaultNote } from '../ui/fault.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { useCopies } from './copies.ts'
import { forgetEdits, useStale } from './edits.ts'
import { HubPage, Part } from './hub-page.tsx'
import { Hurry } from './hurry.tsx'
import { useMatch } from './match-screen.tsx'
import { goTo } from './place.ts'
import { SendClips } from './send-clips.tsx'
import type { ReadyCopy } from './send-clips.tsx'

/** The yes: what goes, to whom, and what the owner tells beside it. Nothing has gone before the button. */
export function SendScreen({ request }: { readonly request: string }): ReactElement {
  const match = useMatch(request)
  const copies = useCopies(request)
  const back = { screen: 'match', request } as const
  return (
    <HubPage title={m.hub_send_title()} lead={m.hub_send_lead()} back={back}>
      <Answered asked={match}>
        {(found) => (
          <Answered asked={copies}>
            {(made) => <Ready match={found} copies={made.copies} />}
          </Answered>
        )}
      </Answered>
    </HubPage>
  )
}

/** A copy that its owner chose otherwise since does not go. */
function Ready({
  match,
  copies,
}: {
  readonly match: MatchView
  readonly copies: readonly CopyView[]
}): ReactElement {
  const isStale = useStale()
  const made = copies.filter((copy): copy is ReadyCopy => copy.state.kind === 'made')
  const ready = made.filter((copy) => !isStale(copy))
  return (
    <Stack gap="md">
      {ready.length < made.length && (
        <p className="pl-note">{m.hub_send_old({ count: made.length - ready.length })}</p>
      )}
      {ready.length === 0 ? <p>{m.hub_to_send_first()}</p> : <Form match={match} copies={ready} />}
    </Stack>
  )
}

const noTexts = { statement: '', name: '', contact: '' }

function Form({
  match,
  copies,
}: {
  readonly match: MatchView
  readonly copies: readonly ReadyCopy[]
}): ReactElement {
  const { request } = match.card
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [texts, setTexts] = useState(noTexts)
  const [mayAsk, setMayAsk] = useState(false)
  const [hurry, setHurry] = useState(false)
  const going = copies.filter(({ id }) => !left.has(id))
  const send = useAct(hubApi.send, () => {
    for (const copy of going) forgetEdits(copy)
    goTo({ screen: 'home' })
  })
  return (
    <>
      <SendClips match={match} copies={copies} left={left} onLeft={setLeft} />
      <Part title={m.hub_send_about()}>
        <Stack gap="md">
          <Words texts={texts} onTexts={setTexts} />
          <MayAsk mayAsk={mayAsk} onMayAsk={setMayAsk} />
        </Stack>
      </Part>
      <Hurry hurry={hurry} onHurry={setHurry} />
      <FaultNote error={send.error} />
      <Button
        size="lg"
        disabled={going.length === 0}
        loading={send.isPending}
        onClick={() => {
          send.mutate({
            request,
            copies: going.map(({ id }) => id),
            rungs: rungsOf(texts),
            mayAsk,
            hurry,
          })
        }}
      >
        {m.hub_send_yes({ count: going.length })}
      </Button>
      {going.length === 0 && <p className="pl-soft">{m.hub_send_none()}</p>}
    </>
  )
}

/** All that the owner may say, and need not. */
function Words({
  texts,
  onTexts,
}: {
  readonly texts: typeof noTexts
  readonly onTexts: (texts: typeof noTexts) => void
}): ReactElement {
  function fieldOf(name: keyof typeof noTexts, maxLength: number) {
    return {
      value: texts[name],
      maxLength,
      onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) => {
        onTexts({ ...texts, [name]: currentTarget.value })
      },
    }
  }
  return (
    <>
      <p>{m.hub_send_about_text()}</p>
      <Textarea
        label={m.hub_send_statement()}
        autosize
        minRows={2}
        {...fieldOf('statement', 4000)}
      />
      <TextInput label={m.hub_send_name()} autoComplete="off" {...fieldOf('name', 200)} />
      <TextInput label={m.hub_send_contact()} autoComplete="off" {...fieldOf('contact', 200)} />
    </>
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

function rungsOf(texts: typeof noTexts): Rungs {
  const said = Object.entries(texts).filter(([, text]) => text.trim() !== '')
  return Rungs.parse(Object.fromEntries(said))
}
