import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Line, Random } from '@porchlight/core'
import { FeedAbsent, follow } from '@porchlight/hub'
import type { Memory } from '@porchlight/hub'
import { LogError, parsePolicy } from '@porchlight/log'
import { Command } from 'commander'

import { newsLines, newsOf } from '../follow/news.ts'
import type { News } from '../follow/news.ts'
import { readState, writeEvidence, writeState } from '../follow/state.ts'
import { lineTo } from '../instance-line.ts'
import { wholeNumber } from '../number-argument.ts'
import { Refusal, refusalOf } from '../refusal.ts'
import type { Tools } from '../tools.ts'

interface FollowOptions {
  readonly once?: true
  readonly state: string
  readonly policy?: string
  readonly minutes: number
  readonly json?: true
}

const defaultMinutes = 5

export function followCommand(tools: Tools): Command {
  return new Command('follow')
    .description('Follow the feed of an instance: every live request, checked as a hub checks it.')
    .argument('<url>', 'the instance’s address')
    .option('--once', 'look once, then end')
    .option(
      '--state <file>',
      'what was seen before, kept for the next time',
      'porchlight-follow.json',
    )
    .option(
      '--policy <file>',
      'whom to believe: a C2SP tlog-policy, from somewhere else than the instance',
    )
    .option(
      '--minutes <n>',
      'how often to look, give or take a tenth',
      wholeNumber(1, 1440),
      defaultMinutes,
    )
    .option('--json', 'print one JSON object a line')
    .addHelpText('after', help)
    .action(async (url: string, options: FollowOptions) => {
      await followFeed(lineTo(url, tools), options, tools)
    })
}

const help = `
It fetches two files, the same for everybody and whatever it found: nobody can tell what
you look for. Each feed is checked as if the instance were not to be trusted:

  witnesses    as many of the witnesses as the policy asks for have cosigned the log
  inclusion    the log holds the feed, and each thing that the feed shows
  digest       the feed has the very bytes that were logged
  consistency  the log continues what was seen the last time
  fresh        witnesses vouched for it in the last day; the clock here may be 3 hours off
  number       it is no earlier feed
  directory    nothing that was said of agencies before is gone or changed; no partner has
               less public notice than was promised
  signature, keys, rules
               each request is signed with a key that was good for its agency then (a new
               key only after 72 hours), and keeps the published rules

A feed that fails is refused whole, a request that fails is refused alone. Where the log
contradicts what it had signed before, both are kept: show them to others. The first run
believes the instance’s own list of witnesses, and keeps it; --policy replaces it.

With --once the exit status is 0 where all is well, 1 where something was refused, 2 where
nothing could be looked at.

Examples:
  porchlight follow https://porchlight.example
  porchlight follow https://porchlight.example --once --policy witnesses.txt --json`

async function followFeed(line: Line, options: FollowOptions, tools: Tools): Promise<void> {
  const { signal, terminal, random } = tools
  const policyText = options.policy === undefined ? null : await readPolicy(options.policy)
  const follower = new FeedFollower(line, { ...options, policyText }, tools)
  await follower.open()
  if (options.once === true) {
    if (await follower.look()) throw new Refusal('Something was refused.', [])
    return
  }
  terminal.note(`Following ${line.origin}. Stop with Ctrl-C.`)
  for (let failures = 0; !signal.aborted;) {
    failures = (await follower.tried()) ? 0 : failures + 1
    await sleep(pauseMillis(options.minutes, failures, random), undefined, { signal })
  }
}

/** @throws {Refusal} where the file is none */
async function readPolicy(path: string): Promise<string> {
  const text = await readFile(path, 'utf8')
  try {
    parsePolicy(text)
    return text
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    throw new Refusal(`The file is no policy of witnesses: ${path}`, [error.message], {
      cause: error,
    })
  }
}

const minuteMillis = 60_000

/** Failures are tried again after half a minute, a minute, two … and never more often than asked otherwise. */
const firstPauseMillis = 30_000

/** A tenth either way, so that clients that began together come apart. After failures, longer and longer. */
export function pauseMillis(minutes: number, failures: number, random: Random): number {
  const period = minutes * minuteMillis
  const fraction = ((random(1)[0] ?? 0) / 255 - 0.5) / 5
  const usual = failures === 0 ? period : Math.min(period, firstPauseMillis * 2 ** (failures - 1))
  return Math.round(usual * (1 + fraction))
}

class FeedFollower {
  readonly #line: Line
  readonly #options: FollowOptions & { readonly policyText: string | null }
  readonly #tools: Tools
  #memory: Memory | null = null
  #lastRefusal = ''

  constructor(
    line: Line,
    options: FollowOptions & { readonly policyText: string | null },
    tools: Tools,
  ) {
    this.#line = line
    this.#options = options
    this.#tools = tools
  }

  async open(): Promise<void> {
    this.#memory = await readState(this.#options.state, this.#line.origin)
  }

  /** @returns whether anything was refused. @throws {Refusal} with status 2 where nothing could be looked at */
  async look(): Promise<boolean> {
    const { now, signal, terminal } = this.#tools
    const { policyText, state } = this.#options
    const before = this.#memory
    const input = { line: this.#line, memory: before, policyText, now, signal }
    const verdict = await follow(input).catch((error: unknown) => {
      throw absent(error)
    })
    if (verdict.accepted) {
      // first what was seen, then what is said of it: nothing is told that the next run would not know
      await writeState(state, verdict.memory)
      this.#memory = verdict.memory
    }
    if (!verdict.accepted && verdict.check === 'consistency') {
      const evidence = await writeEvidence(state, verdict.offer)
      terminal.note(`What the log had signed is in ${state}, what it shows now in ${evidence}.`)
    }
    const news = newsOf(verdict, before)
    this.#say(news)
    if ('feed' in news && this.#options.json !== true)
      terminal.note(
        `${now()} feed ${String(news.feed)}: ${String(news.live)} live, ${String(news.messages)} sealed questions, vouched for at ${news.vouchedAt}`,
      )
    return !('feed' in news) || news.refused.length > 0
  }

  /** @returns false where nothing could be looked at, which passes */
  async tried(): Promise<boolean> {
    const { signal, terminal, now } = this.#tools
    try {
      await this.look()
      return true
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof Refusal) || error.status !== 2) throw error
      terminal.note(`${now()} ${error.message}; trying again.`)
      return false
    }
  }

  /** A refusal that stays is said once. */
  #say(news: News): void {
    const { terminal } = this.#tools
    const refusal = JSON.stringify(news.refused)
    if (!('feed' in news) && refusal === this.#lastRefusal) return
    this.#lastRefusal = refusal
    if (this.#options.json === true) terminal.say(JSON.stringify(news))
    else for (const text of newsLines(news)) terminal.say(text)
  }
}

/** Nothing could be looked at, which is no refusal of what was. What is a bug stays one. */
function absent(error: unknown): unknown {
  const refusal =
    error instanceof FeedAbsent ? new Refusal(error.message, [], { status: 2 }) : refusalOf(error)
  if (refusal === null) return error
  const { message, advice } = refusal
  return new Refusal(message, advice, { status: 2, cause: error })
}
