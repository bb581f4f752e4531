import { Button, Group, Stack, Textarea } from '@mantine/core'
import { Fault, isFaultCode, maxThreadLetters, ThreadText } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { AnswerView, HubView, QuestionView } from '@porchlight/owner'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { faultSentence } from '../ui/fault-sentence.ts'
import { FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { dayText } from '../ui/times.ts'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { HubPage, Part } from './hub-page.tsx'
import { Hurry } from './hurry.tsx'
import { timeOfDay } from './words.ts'

/** What the agency asks about one answer. Its owner need do nothing. */
export function AnswerScreen({
  view,
  answer: id,
}: {
  readonly view: HubView
  readonly answer: string
}): ReactElement {
  const answer = view.answers.find((one) => one.id === id)
  if (answer === undefined)
    return (
      <HubPage title={m.ui_lost_title()} back={{ screen: 'home' }}>
        <p>{m.hub_questions_none()}</p>
      </HubPage>
    )
  const { title, agency, questions } = answer
  return (
    <HubPage title={title} lead={m.hub_questions_lead()} back={{ screen: 'home' }}>
      <Part title={m.hub_questions_title()}>
        {questions.length === 0 ? (
          <p>{m.hub_questions_none()}</p>
        ) : (
          <>
            <ul className="hb-list">
              {questions.map((question) => (
                <li key={question.question}>
                  <Question answer={answer} question={question} />
                </li>
              ))}
            </ul>
            <p className="pl-soft hb-signed">{m.hub_questions_signed({ agency })}</p>
          </>
        )}
      </Part>
    </HubPage>
  )
}

interface QuestionProps {
  readonly answer: AnswerView
  readonly question: QuestionView
}

function Question(props: QuestionProps): ReactElement {
  const { asks, text, day, state } = props.question
  return (
    <Stack gap="sm">
      <div>
        <h3 className="hb-name">{askWords[asks]()}</h3>
        <p className="pl-soft">{dayText(day)}</p>
      </div>
      <p className="pl-words">{text}</p>
      {state.kind === 'open' && <ReplyForm {...props} />}
      {state.kind === 'declined' && <Declined {...props} />}
      {'text' in state && <Yours {...props} state={state} />}
    </Stack>
  )
}

function ReplyForm({ answer, question }: QuestionProps): ReactElement {
  const [text, setText] = useState('')
  const [hurry, setHurry] = useState(false)
  const reply = useAct(hubApi.reply)
  const named = { answer: answer.id, question: question.question }
  return (
    <>
      <Textarea
        label={m.hub_reply_label()}
        description={m.hub_reply_help()}
        value={text}
        maxLength={maxThreadLetters}
        autosize
        minRows={3}
        maxRows={12}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
        }}
      />
      <Hurry hurry={hurry} onHurry={setHurry} />
      <FaultNote error={reply.error} />
      <Group gap="sm">
        {question.state.kind === 'open' && <Decline {...{ answer, question }} />}
        <Button
          disabled={!ThreadText.safeParse(text).success}
          loading={reply.isPending}
          onClick={() => {
            reply.mutate({ ...named, text, hurry })
          }}
        >
          {m.hub_reply_send()}
        </Button>
      </Group>
    </>
  )
}

/** No question is asked before it: it can be undone, and nothing leaves. */
function Decline({ answer, question }: QuestionProps): ReactElement {
  const decline = useAct(hubApi.declineQuestion)
  return (
    <>
      <FaultNote error={decline.error} />
      <Button
        variant="outline"
        loading={decline.isPending}
        onClick={() => {
          decline.mutate({ answer: answer.id, question: question.question })
        }}
      >
        {question.state.kind === 'open' ? m.hub_reply_decline() : m.hub_reply_take_back()}
      </Button>
    </>
  )
}

function Declined(props: QuestionProps): ReactElement {
  const [anyway, setAnyway] = useState(false)
  if (anyway) return <ReplyForm {...props} />
  return (
    <>
      <p className="pl-soft">{m.hub_reply_declined()}</p>
      <Group>
        <Button
          variant="outline"
          onClick={() => {
            setAnyway(true)
          }}
        >
          {m.hub_reply_anyway()}
        </Button>
      </Group>
    </>
  )
}

type Said = Extract<QuestionView['state'], { readonly text: string }>

/** What the owner wrote, and how far it is. */
function Yours({
  answer,
  question,
  state,
}: QuestionProps & { readonly state: Said }): ReactElement {
  const { language } = useLanguage()
  const hurry = useAct(hubApi.hurryReply)
  return (
    <div className="hb-yours">
      <p className="pl-soft">{m.hub_reply_yours()}</p>
      <p className="pl-words">{state.text}</p>
      <p aria-live="polite">{stateText(state, language)}</p>
      <FaultNote error={hurry.error} />
      {state.kind !== 'sent' && (
        <Group gap="sm">
          <Decline {...{ answer, question }} />
          <Button
            variant="outline"
            loading={hurry.isPending}
            onClick={() => {
              hurry.mutate({ answer: answer.id, question: question.question })
            }}
          >
            {m.hub_answer_now()}
          </Button>
        </Group>
      )}
    </div>
  )
}

function stateText(state: Said, language: string): string {
  if (state.kind === 'waiting')
    return m.hub_reply_waiting({ time: timeOfDay(state.sendsAt, language) })
  if (state.kind === 'sent') return m.hub_reply_sent()
  const { because } = state
  return m.hub_reply_stopped({
    because: isFaultCode(because) ? faultSentence(new Fault(because)) : m.ui_fault_offline(),
  })
}

const askWords = {
  more: m.hub_asks_more,
  original: m.hub_asks_original,
  position: m.hub_asks_position,
  statement: m.hub_asks_statement,
  other: m.hub_asks_other,
} as const satisfies Readonly<Record<QuestionView['asks'], () => string>>
