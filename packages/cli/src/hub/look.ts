import type { RequestId } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { AnswerView, ClipView, MatchCard, MatchView, SourceView } from '@porchlight/owner'
import { Command } from 'commander'

import { plain, size } from '../print.ts'
import { Refusal } from '../refusal.ts'
import { requestId } from '../request-argument.ts'
import type { Tools } from '../tools.ts'
import { askHub, asking } from './line.ts'
import type { HubAddress } from './line.ts'

export function statusCommand(tools: Tools): Command {
  return asking(new Command('status').description('What the hub is doing.')).action(
    async (options: HubAddress) => {
      const view = await (await askHub(options, tools))(hubApi.view, {})
      const { feed, trouble, sources, cameras, matches, answers } = view
      tools.terminal.say(
        [
          `instance   ${view.instance?.origin ?? 'none: porchlight hub add instance URL'}`,
          `feed       ${feed === null ? 'none yet' : `${String(feed.number)}, vouched for at ${feed.vouchedAt}`}${trouble === null ? '' : `; trouble: ${trouble}`}`,
          ...sources.map(
            ({ kind, where, clips, fault, watching }) =>
              `source     ${kind} ${plain(where)}: ${String(clips)} clips${fault === null ? '' : `; ${fault}`}${watchText(watching)}`,
          ),
          `cameras    ${String(cameras.length)}, ${String(cameras.filter(({ view: place }) => place !== null).length)} placed`,
          `matches    ${String(matches.length)} (only you know)`,
          ...answers.map(answerLine),
          `ffmpeg     ${fences[view.sandbox] ?? view.sandbox}`,
        ].join('\n'),
      )
    },
  )
}

function answerLine({ title, state, questions }: AnswerView): string {
  const open = questions.filter((question) => question.state.kind === 'open').length
  const waiting = open === 0 ? '' : `; questions that wait for you: ${String(open)}`
  return `answer     ${plain(title)}: ${state.kind}${waiting}`
}

function watchText(watching: SourceView['watching']): string {
  if (watching === 'limit')
    return '; looked at every five minutes: more folders than can be watched'
  if (watching === 'network') return '; looked at every five minutes: a disk of another machine'
  return watching === 'live' ? '; watched' : ''
}

export function matchesCommand(tools: Tools): Command {
  return asking(
    new Command('matches').description('Requests that your cameras fit. Only you know.'),
  ).action(async (options: HubAddress) => {
    const { matches } = await (await askHub(options, tools))(hubApi.view, {})
    tools.terminal.say(
      matches.length === 0
        ? 'Nothing matches. Nobody knows that you looked.'
        : matches.map(matchLine).join('\n'),
    )
  })
}

function matchLine({ request, signed, agency, clips }: MatchCard): string {
  return `${request}  ${plain(signed.request.title)} (${plain(agency.name)}): ${String(clips)} clips may help`
}

export function reviewCommand(tools: Tools): Command {
  return asking(
    new Command('review')
      .description('The clips that may help with a request; look at them in the browser.')
      .argument('<request>', 'its name, from porchlight hub matches', requestId),
  ).action(async (request: RequestId, options: HubAddress) => {
    const { clips, gaps, overlaps, hold } = await (
      await askHub(options, tools)
    )(hubApi.match, { request })
    tools.terminal.say(
      [
        ...clips.map(clipLine),
        ...gaps.map(({ from, to }) => `(nothing was recorded from ${from} to ${to})`),
        ...overlaps.map(({ from, to }) => `(recorded twice from ${from} to ${to})`),
        holdText(hold),
        `Look at them, cut and cover: ${options.hub}`,
      ].join('\n'),
    )
  })
}

function holdText(hold: MatchView['hold']): string {
  return hold === null
    ? 'No original is held: the recorder may overwrite them.'
    : `${String(hold.clips)} originals are held until ${hold.until}, ${size(hold.bytes)}.`
}

function clipLine({ id, fileName, from, to, errorSeconds, clock }: ClipView): string {
  const how =
    clock === null
      ? 'the clock was never checked'
      : `the clock was ${String(clock.offsetSeconds)} s fast, measured on ${clock.checkedOn} by ${clock.method}`
  return `${id}  ${plain(fileName)}  ${from} to ${to}  ± ${String(Math.round(errorSeconds))} s (${how})`
}

export function wipeCommand(tools: Tools): Command {
  return asking(
    new Command('wipe').description('Delete everything that the hub keeps; the recordings stay.'),
  )
    .option('--yes', 'do not ask')
    .action(async (options: HubAddress & { readonly yes?: true }) => {
      const { terminal } = tools
      if (options.yes !== true) {
        const answer = await terminal.ask('Delete everything that the hub keeps? Type wipe: ')
        if (answer?.trim() !== 'wipe') throw new Refusal('Nothing was deleted.')
      }
      await (
        await askHub(options, tools)
      )(hubApi.wipe, { really: 'wipe' })
      terminal.say('Everything that the hub kept is deleted. The recordings stay.')
    })
}

/** How the decoder is kept from the rest of this machine. */
const fences: Readonly<Record<string, string | undefined>> = {
  bubblewrap: 'fenced in by bubblewrap: no network, one file',
  'no-network': 'no network, limited; it could read your files: install bubblewrap',
  limits: 'limited, but no fence: install bubblewrap',
  none: 'no fence: install bubblewrap',
}
