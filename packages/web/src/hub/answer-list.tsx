import { Button, Group, Progress } from '@mantine/core'
import { hubApi } from '@porchlight/owner'
import type { AnswerView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { AskFirst } from '../ui/ask-first.tsx'
import { FaultNote } from '../ui/fault.tsx'
import { useLanguage } from '../ui/language.tsx'
import { m } from '../words/messages.js'
import { useAct } from './ask.ts'
import { addressOf } from './place.ts'
import { timeOfDay } from './words.ts'

/** What was said yes to, and what became of it. */
export function AnswerList({ answers }: { readonly answers: readonly AnswerView[] }): ReactElement {
  return (
    <ul className="hb-list">
      {answers.map((answer) => (
        <Answer key={answer.id} answer={answer} />
      ))}
    </ul>
  )
}

function Answer({ answer }: { readonly answer: AnswerView }): ReactElement {
  const { language } = useLanguage()
  const { id, title, agency, clips, state, receipt } = answer
  const hurry = useAct(hubApi.hurry)
  const waits = state.kind === 'waiting' || state.kind === 'stopped'
  return (
    <li>
      <h3 className="hb-name">{title}</h3>
      <p className="pl-soft">{m.hub_answer_facts({ count: clips, agency })}</p>
      <p aria-live="polite">{stateText(state, language)}</p>
      {state.kind === 'sending' && (
        <Progress value={state.part * 100} aria-label={m.hub_answer_sending()} />
      )}
      <QuestionsLink answer={answer} />
      <FaultNote error={hurry.error} />
      <Group gap="sm">
        {waits && (
          <Button
            variant="outline"
            loading={hurry.isPending}
            onClick={() => {
              hurry.mutate({ answer: id })
            }}
          >
            {m.hub_answer_now()}
          </Button>
        )}
        {isWithdrawable(state.kind) && <Withdraw id={id} kind={state.kind} />}
        {receipt && (
          <a className="hb-action" href={`/api/hub/receipts/${id}`} download>
            {m.hub_answer_receipt()}
          </a>
        )}
      </Group>
    </li>
  )
}

/** Where there are questions, the way to them; else that there may be some. */
function QuestionsLink({
  answer: { id, questions, mayBeAsked },
}: {
  readonly answer: AnswerView
}): ReactElement | null {
  if (questions.length === 0)
    return mayBeAsked ? <p className="pl-soft">{m.hub_answer_may_ask()}</p> : null
  const open = openQuestions({ questions })
  return (
    <p>
      <a className="hb-action" href={addressOf({ screen: 'answer', answer: id })}>
        {open === 0 ? m.hub_answer_questions_old() : m.hub_answer_questions({ count: open })}
      </a>
    </p>
  )
}

/** How many wait for the owner, who need not answer. */
export function openQuestions({ questions }: Pick<AnswerView, 'questions'>): number {
  return questions.filter(({ state }) => state.kind === 'open').length
}

function Withdraw({
  id,
  kind,
}: Pick<AnswerView, 'id'> & { readonly kind: Withdrawable }): ReactElement {
  const withdraw = useAct(hubApi.withdraw)
  return (
    <AskFirst
      button={{ variant: 'subtle', color: 'bad', px: 0 }}
      title={m.hub_withdraw_title()}
      action={m.hub_answer_withdraw()}
      danger
      run={async () => await withdraw.mutateAsync({ answer: id })}
    >
      <p>
        {withdrawWords[kind]()} {m.hub_withdraw_again()}
      </p>
    </AskFirst>
  )
}

/** How far it is when it is taken back: only what was received is in the public log. */
const withdrawWords = {
  waiting: m.hub_withdraw_unsent,
  stopped: m.hub_withdraw_part,
  sending: m.hub_withdraw_part,
  received: m.hub_withdraw_text,
} as const satisfies Partial<Record<AnswerView['state']['kind'], () => string>>

type Withdrawable = keyof typeof withdrawWords

function isWithdrawable(kind: AnswerView['state']['kind']): kind is Withdrawable {
  return kind in withdrawWords
}

/** How far an answer is, in a sentence. */
export function stateText(state: AnswerView['state'], language: string): string {
  return state.kind === 'waiting'
    ? m.hub_answer_waiting({ time: timeOfDay(state.sendsAt, language) })
    : stateWords[state.kind]()
}

const stateWords = {
  sending: m.hub_answer_sending,
  stopped: m.hub_answer_stopped,
  received: m.hub_answer_received,
  opened: m.hub_answer_opened,
  used: m.hub_answer_used,
  unused: m.hub_answer_unused,
  destroyed: m.hub_answer_destroyed,
  withdrawing: m.hub_answer_withdrawing,
  withdrawn: m.hub_answer_withdrawn,
} as const satisfies Readonly<Record<Exclude<AnswerView['state']['kind'], 'waiting'>, () => string>>
