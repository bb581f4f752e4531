import { maxThreadLetters, ThreadText } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { AnswerView, QuestionView } from '@porchlight/owner'
import { Command } from 'commander'

import { plain, wrapped } from '../print.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { askHub, asking } from './line.ts'
import type { Ask, HubAddress } from './line.ts'

/** A question's own name has 32 digits; its first ones tell it from the few others. */
const shownDigits = 8

export function questionsCommand(tools: Tools): Command {
  return asking(
    new Command('questions').description(
      'What agencies ask about your answers. You need not answer.',
    ),
  ).action(async (options: HubAddress) => {
    const asked = await allAsked(await askHub(options, tools))
    tools.terminal.say(
      asked.length === 0
        ? 'No agency asks you anything.'
        : asked.map((one) => linesOf(one).join('\n')).join('\n\n'),
    )
  })
}

interface ReplyOptions extends HubAddress {
  readonly text?: string
  readonly now?: true
  readonly decline?: true
}

export function replyCommand(tools: Tools): Command {
  return asking(
    new Command('reply')
      .description('Answer a question in words, sealed for the agency; or do not.')
      .argument('<question>', 'its name, from porchlight hub questions'),
  )
    .option('--text <words>', 'what you answer; asked for where it is not given')
    .option('--now', 'at once, and not after a random while')
    .option('--decline', 'do not answer, or take back what has not left; nobody is told')
    .action(async (name: string, options: ReplyOptions) => {
      await reply(name, options, tools)
    })
}

async function reply(name: string, options: ReplyOptions, tools: Tools): Promise<void> {
  const { terminal } = tools
  const ask = await askHub(options, tools)
  const found = (await allAsked(ask)).filter(({ question }) => question.question.startsWith(name))
  const [one, another] = found
  if (one === undefined || another !== undefined)
    throw new Refusal(`There is no one question ${name}.`, ['See: porchlight hub questions'])
  const named = { answer: one.answer.id, question: one.question.question }
  if (options.decline === true) {
    await ask(hubApi.declineQuestion, named)
    terminal.say('Nothing is sent. Nobody is told.')
    return
  }
  const typed = options.text ?? (await terminal.ask(`${inLines(one.question.text)}\nYour answer: `))
  const text = ThreadText.safeParse(typed)
  if (!text.success)
    throw new Refusal('Nothing was sent.', [
      `An answer is 1 to ${String(maxThreadLetters)} letters.`,
    ])
  await ask(hubApi.reply, { ...named, text: text.data, hurry: options.now === true })
  terminal.say('It is on its way: porchlight hub questions tells how far.')
}

interface Asked {
  readonly answer: AnswerView
  readonly question: QuestionView
}

async function allAsked(ask: Ask): Promise<readonly Asked[]> {
  const { answers } = await ask(hubApi.view, {})
  return answers.flatMap((answer) => answer.questions.map((question) => ({ answer, question })))
}

function linesOf({ answer, question }: Asked): readonly string[] {
  const { question: name, asks, text, day, state } = question
  return [
    `${name.slice(0, shownDigits)}  ${day}  ${askWords[asks]}: ${plain(answer.title)} (${plain(answer.agency)})`,
    inLines(text),
    inLines(stateText(state)),
  ]
}

/** Another person's words, without what could steer the terminal; their line breaks are no more than spaces here. */
function inLines(text: string): string {
  return wrapped(text.split(/\s+/).map(plain).join(' '), '  ')
}

function stateText(state: QuestionView['state']): string {
  if (state.kind === 'open') return 'Waits for you; you need not answer.'
  if (state.kind === 'declined') return 'You did not answer. Nobody was told.'
  const yours = `You: ${state.text}`
  if (state.kind === 'sent') return `${yours} (sent)`
  return state.kind === 'waiting'
    ? `${yours} (leaves at ${state.sendsAt})`
    : `${yours} (could not be sent: ${state.because})`
}

const askWords = {
  more: 'more footage',
  original: 'the original file',
  position: 'where the camera is',
  statement: 'a statement',
  other: 'something else',
} as const satisfies Readonly<Record<QuestionView['asks'], string>>
