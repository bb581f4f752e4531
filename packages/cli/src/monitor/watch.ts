import { readEntry, Replay, secondsBetween } from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import { createReader, formatPublicKey, LogError } from '@porchlight/log'
import type { LogStore, SignedCheckpoint, Verifier } from '@porchlight/log'

import { copyLog } from '../mirror/copy.ts'
import type { CopyOutcome } from '../mirror/copy.ts'
import { refusalOf } from '../refusal.ts'
import type { LogFiles } from '../verify/log-files.ts'
import { checkWitnesses } from '../verify/witnesses.ts'
import type { WitnessRule } from '../verify/witnesses.ts'
import type { Alert, Finding } from './alert.ts'
import { entryFindings } from './entry-findings.ts'
import type { Watched } from './entry-findings.ts'
import { readState, writeState } from './state.ts'
import type { WatchState } from './state.ts'

export interface WatchParts {
  /** The address of the instance. */
  readonly instance: string
  readonly from: LogFiles
  /** A copy of the log of the monitor's own, and what it remembers. */
  readonly to: LogStore
  /** The path of an evidence file, for a person. */
  readonly located: (path: string) => string
  /** The log's key; it may have to be asked for. */
  readonly log: () => Promise<Verifier>
  /** C2SP tlog-policy of the person; null to go by the witnesses that the log names. */
  readonly policyText: string | null
  readonly watched: Watched
  /** How old the newest cosignature may be. */
  readonly maxDelaySeconds: number
}

/** Looks at an instance again and again; what it finds is told once. */
export interface Watch {
  /**
   * One look. Whatever the instance does is an alert, never an exception. What was told is told no
   * more once `tell` has returned.
   */
  readonly round: (now: Instant, tell: Tell) => Promise<void>
}

export function createWatch(parts: WatchParts): Watch {
  return new InstanceWatch(parts)
}

type Tell = (alerts: readonly Alert[]) => Promise<void>

/** A condition lasts; an event is over when it is told. */
type Conditions = ReadonlyMap<string, Finding>

type Look = CopyOutcome | { readonly outcome: 'problem'; readonly problem: Finding }

const noWitnesses = 'quorum none\n'

/** An instance that was not reached yet. */
const never = '1970-01-01T00:00:00Z'

class InstanceWatch implements Watch {
  readonly #parts: WatchParts
  /** Of the entries up to `#replayed`, in memory. */
  readonly #replay = new Replay()
  #replayed = 0
  #witnesses = noWitnesses
  #logKey = ''

  constructor(parts: WatchParts) {
    this.#parts = parts
  }

  async round(now: Instant, tell: Tell): Promise<void> {
    const { to, instance } = this.#parts
    const before = (await readState(to)) ?? { seen: 0, grownAt: now, reachedAt: never, open: [] }
    const look = await this.#look()
    const checkpoint = look.outcome === 'copied' ? look.checkpoint : null
    const events = checkpoint === null ? [] : await this.#read(checkpoint, before, now)
    const state = stateAfter(before, look, now)
    const conditions: Conditions = new Map([
      ...this.#conditionsOf(look),
      ...this.#stalls(look, state, now),
    ])
    const news = [...conditions].filter(([id]) => !before.open.includes(id))
    const open = openAfter(before.open, conditions, look)
    const over = before.open.filter((id) => !open.includes(id)).map(overFinding)
    const found = [...events, ...news.map(([, finding]) => finding), ...over]
    await tell(found.map((finding) => ({ instance, at: now, ...finding })))
    await writeState(to, { ...state, open })
  }

  async #look(): Promise<Look> {
    const { from, to } = this.#parts
    try {
      const log = await this.#parts.log()
      this.#logKey = formatPublicKey(log.publicKey)
      return await copyLog({ from, to, log, progress: () => undefined })
    } catch (error) {
      return { outcome: 'problem', problem: problemOf(error) }
    }
  }

  /** All entries are replayed once in a process; what was looked at in an earlier one is not told again. */
  async #read(
    checkpoint: SignedCheckpoint,
    { seen, reachedAt }: WatchState,
    now: Instant,
  ): Promise<readonly Finding[]> {
    const { to, watched } = this.#parts
    const since = seen === 0 ? null : reachedAt
    const findings: Finding[] = []
    const reader = createReader({ store: to, checkpoint })
    let index = this.#replayed
    for await (const bytes of reader.entries(index, checkpoint.size)) {
      const verdict = readEntry(bytes)
      const context = { index, replay: this.#replay, watched, since, now }
      const found = entryFindings(verdict, context)
      if (index >= seen) findings.push(...found)
      if (verdict.read && 'witnesses' in verdict.entry) this.#witnesses = verdict.entry.witnesses
      index += 1
      this.#replayed = index
    }
    return findings
  }

  #conditionsOf(look: Look): Conditions {
    if (look.outcome === 'problem')
      // not to be reached is a stall, once it lasts
      return look.problem.code === 'stall' ? new Map() : one(look.problem)
    const { origin, size } = look.checkpoint
    if (look.outcome === 'copied') return this.#quorum(look.checkpoint)
    const held = String(look.held.size)
    if (look.outcome === 'older')
      return one({
        code: 'shrunk',
        says: `${origin} shows ${String(size)} entries, and it had signed for ${held}.`,
      })
    const evidence = this.#parts.located(look.evidence)
    const says = `${origin} has signed two histories that cannot both be true: of ${held} entries, and of ${String(size)}. The proof is in ${evidence}`
    return new Map([[`fork ${look.evidence}`, { code: 'fork', says, evidence }]])
  }

  #quorum({ note }: SignedCheckpoint): Conditions {
    const { check } = checkWitnesses(note, this.#rule())
    return check.holds ? new Map() : one({ code: 'quorum', says: check.says })
  }

  #rule(): WitnessRule {
    const { policyText } = this.#parts
    const whose = policyText === null ? 'the log’s own' : 'yours'
    return { policyText: policyText ?? this.#witnesses, logKey: this.#logKey, whose }
  }

  /** By the newest cosignature; by the growth that the monitor saw where nobody cosigns. */
  #stalls(look: Look, { grownAt, reachedAt }: Times, now: Instant): Conditions {
    if (look.outcome === 'copied') {
      const { cosignatures } = checkWitnesses(look.checkpoint.note, this.#rule())
      const newest =
        cosignatures
          .map(({ at }) => at)
          .toSorted()
          .at(-1) ?? grownAt
      return this.#tooOld(newest, now) ? one(stall('Its log stands still', newest)) : new Map()
    }
    if (look.outcome !== 'problem' || look.problem.code !== 'stall') return new Map()
    if (reachedAt === never) return one({ code: 'stall', says: look.problem.says })
    return this.#tooOld(reachedAt, now) ? one(stall(look.problem.says, reachedAt)) : new Map()
  }

  #tooOld(newest: Instant, now: Instant): boolean {
    return secondsBetween(newest, now) > this.#parts.maxDelaySeconds
  }
}

type Times = Pick<WatchState, 'grownAt' | 'reachedAt'>

function stateAfter(before: WatchState, look: Look, now: Instant): Omit<WatchState, 'open'> {
  const { seen, grownAt, reachedAt } = before
  const reached = look.outcome !== 'problem' || look.problem.code !== 'stall'
  const size = look.outcome === 'copied' ? look.checkpoint.size : seen
  return {
    seen: size,
    grownAt: size > seen ? now : grownAt,
    reachedAt: reached ? now : reachedAt,
  }
}

/** What could not be looked at has not ended; and a fork never ends, whatever is shown afterwards. */
function openAfter(
  before: readonly string[],
  conditions: Conditions,
  look: Look,
): readonly string[] {
  const lasting = before.filter(
    (id) => id.startsWith('fork ') || (look.outcome !== 'copied' && id !== 'stall'),
  )
  return [...new Set([...lasting, ...conditions.keys()])]
}

function stall(what: string, newest: Instant): Finding {
  return { code: 'stall', says: `${what.replace(/\.$/, '')}; the newest is of ${newest}.` }
}

function one(found: Finding): Conditions {
  return new Map([[found.code, found]])
}

function overFinding(id: string): Finding {
  return { code: 'over', says: `It is over: ${id}.` }
}

/** Whatever keeps a log from being read. @throws what is a bug */
function problemOf(error: unknown): Finding {
  if (error instanceof LogError && error.code !== 'store-failed')
    return { code: 'broken', says: `What it serves is not what it signed: ${error.message}.` }
  if (error instanceof Error && error.name === 'TimeoutError')
    return { code: 'stall', says: 'It answers too slowly.' }
  const refusal = refusalOf(error)
  if (refusal === null || error instanceof LogError) throw error
  return { code: 'stall', says: refusal.message }
}
