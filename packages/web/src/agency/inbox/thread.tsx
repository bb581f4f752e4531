import { Button, Radio, Stack, Text, Textarea } from '@mantine/core'
import type { Asked } from '@porchlight/agency'
import { Ask, asks, maxThreadLetters, ThreadText } from '@porchlight/core'
import type { Manifest } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Confirm } from '../../ui/confirm.tsx'
import { dayText } from '../../ui/times.ts'
import { m } from '../../words/messages.js'
import type { Inbox } from './inbox.ts'

interface ThreadProps {
  readonly inbox: Inbox
  readonly id: string
  readonly manifest: Manifest
  readonly thread: readonly Asked[]
}

/** What was asked of a sender who allowed it, and what came back. Nothing where they did not. */
export function Thread(props: ThreadProps): ReactElement | null {
  const { id, manifest, thread } = props
  if (manifest.rungs.reply === undefined) return null
  const heading = `questions-${id}`
  return (
    <section className="pl-thread" aria-labelledby={heading}>
      <h3 id={heading}>{m.agency_thread()}</h3>
      {thread.length === 0 && (
        <Text size="sm" c="dimmed">
          {m.agency_thread_may()}
        </Text>
      )}
      <ol className="pl-messages">
        {thread.map((asked) => (
          <li key={asked.question.id}>
            <Exchange {...asked} />
          </li>
        ))}
      </ol>
      <AskSender {...props} />
    </section>
  )
}

function Exchange({ question, reply }: Asked): ReactElement {
  const { asks: asked, text, day } = question
  return (
    <>
      <p className="pl-soft">
        {m.agency_thread_asked({ kind: askWords[asked](), day: dayText(day) })}
      </p>
      <p className="pl-words">{text}</p>
      {reply === null ? (
        <p className="pl-soft">{m.agency_thread_no_reply()}</p>
      ) : (
        <div className="pl-reply">
          <p className="pl-soft">{m.agency_thread_reply()}</p>
          <p className="pl-words">{reply}</p>
        </div>
      )}
    </>
  )
}

/** Signed and sealed only when the button is pressed. */
function AskSender({ inbox, id }: ThreadProps): ReactElement {
  const [draft, setDraft] = useState<Draft>(noDraft)
  const [opened, setOpened] = useState(false)
  const ask = useMutation({
    mutationFn: async () => {
      await inbox.ask(id, { asks: draft.asks, text: ThreadText.parse(draft.text) })
    },
    onSuccess: () => {
      setOpened(false)
      setDraft(noDraft)
    },
  })
  return (
    <>
      <Button
        variant="outline"
        onClick={() => {
          ask.reset()
          setOpened(true)
        }}
      >
        {m.agency_thread_ask()}
      </Button>
      {ask.isSuccess && (
        <Text component="output" display="block" size="sm" c="dimmed" mt="xs">
          {m.agency_thread_sent()}
        </Text>
      )}
      <Confirm
        opened={opened}
        title={m.agency_thread_title()}
        action={m.agency_thread_send()}
        disabled={!ThreadText.safeParse(draft.text).success}
        pending={ask.isPending}
        error={ask.error}
        onConfirm={() => {
          ask.mutate()
        }}
        onClose={() => {
          setOpened(false)
        }}
      >
        <Text>{m.agency_thread_text()}</Text>
        <Fields draft={draft} onDraft={setDraft} />
      </Confirm>
    </>
  )
}

interface Draft {
  readonly asks: Ask
  readonly text: string
}

const noDraft: Draft = { asks: 'more', text: '' }

function Fields({
  draft,
  onDraft,
}: {
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
}): ReactElement {
  return (
    <>
      <Radio.Group
        label={m.agency_thread_kind()}
        value={draft.asks}
        onChange={(value) => {
          onDraft({ ...draft, asks: Ask.parse(value) })
        }}
      >
        <Stack gap="xs" mt="xs">
          {asks.map((one) => (
            <Radio key={one} value={one} label={askWords[one]()} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={m.agency_thread_words()}
        description={m.agency_thread_words_help()}
        value={draft.text}
        maxLength={maxThreadLetters}
        autosize
        minRows={3}
        maxRows={10}
        onChange={({ currentTarget }) => {
          onDraft({ ...draft, text: currentTarget.value })
        }}
      />
    </>
  )
}

const askWords = {
  more: m.agency_asks_more,
  original: m.agency_asks_original,
  position: m.agency_asks_position,
  statement: m.agency_asks_statement,
  other: m.agency_asks_other,
} as const satisfies Readonly<Record<Ask, () => string>>
