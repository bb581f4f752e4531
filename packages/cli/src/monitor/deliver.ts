import { spawn } from 'node:child_process'

import { utf8 } from '@porchlight/core'
import type { LogStore } from '@porchlight/log'

import type { Tools } from '../tools.ts'
import type { Alert } from './alert.ts'

/** Where alerts go, beside the terminal. */
export interface Channels {
  /** Gets each as JSON, by POST. */
  readonly webhook?: string
  /** Gets each as JSON on its standard input; run by the shell. */
  readonly command?: string
}

/** Alerts on their way out. They are on the disk until somebody has taken them. */
export interface Deliveries {
  /** Keeps alerts for every channel. */
  readonly add: (alerts: readonly Alert[]) => Promise<void>
  /** Tries all that wait, in order. @returns how many wait on */
  readonly flush: () => Promise<number>
}

export interface DeliveryParts {
  readonly store: LogStore
  readonly channels: Channels
  readonly send: Tools['send']
}

/** In the monitor's directory: one line for each, the channel and the JSON. */
const path = 'undelivered.txt'

/** Older ones are dropped: a receiver that has been away for that many learns more from the newest. */
const mostWaiting = 1000

/** A receiver that takes longer is away. In milliseconds. */
const patience = 10_000

export function openDeliveries(parts: DeliveryParts): Deliveries {
  const takers = takersOf(parts)
  const { store } = parts
  // one after the other: each reads what waits, and writes it anew
  let last: Promise<unknown> = Promise.resolve()
  async function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const before = last
    const own = after(before, act)
    last = Promise.allSettled([own])
    return await own
  }
  return {
    add: async (alerts) => {
      if (alerts.length === 0 || takers.size === 0) return
      const lines = alerts.flatMap((alert) =>
        [...takers.keys()].map((channel) => `${channel} ${JSON.stringify(alert)}`),
      )
      await inTurn(async () => {
        await keep(store, [...(await waiting(store)), ...lines])
      })
    },
    flush: async () => await inTurn(async () => await flushed(store, takers)),
  }
}

async function after<T>(before: Promise<unknown>, act: () => Promise<T>): Promise<T> {
  await before
  return await act()
}

/** Gives an alert to a channel. @returns whether it was taken */
type Take = (text: string) => Promise<boolean>

function takersOf({ channels, send }: DeliveryParts): ReadonlyMap<string, Take> {
  const takers = new Map<string, Take>()
  const { webhook, command } = channels
  if (webhook !== undefined)
    takers.set('webhook', async (text) => await posted(webhook, text, send))
  if (command !== undefined) takers.set('command', async (text) => await ran(command, text))
  return takers
}

async function flushed(store: LogStore, takers: ReadonlyMap<string, Take>): Promise<number> {
  const lines = await waiting(store)
  const left: string[] = []
  for (const line of lines) {
    const [channel = ''] = line.split(' ', 1)
    const take = takers.get(channel)
    // of a channel that is not asked for any more
    if (take === undefined) continue
    if (!(await take(line.slice(channel.length + 1)))) left.push(line)
  }
  if (lines.length > 0) await keep(store, left)
  return left.length
}

async function waiting(store: LogStore): Promise<readonly string[]> {
  const bytes = await store.read(path)
  if (bytes === null) return []
  return new TextDecoder().decode(bytes).split('\n').slice(0, -1)
}

async function keep(store: LogStore, lines: readonly string[]): Promise<void> {
  const text = lines
    .slice(-mostWaiting)
    .map((line) => `${line}\n`)
    .join('')
  await store.write(path, utf8(text), { immutable: false })
}

async function posted(webhook: string, body: string, send: Tools['send']): Promise<boolean> {
  const headers = { 'content-type': 'application/json' }
  const signal = AbortSignal.timeout(patience)
  try {
    const request = new Request(webhook, { method: 'POST', headers, body, signal })
    const response = await send(request)
    await response.body?.cancel()
    return response.ok
  } catch (error) {
    // whatever a network can throw: the receiver is not there
    if (error instanceof Error) return false
    throw error
  }
}

async function ran(command: string, input: string): Promise<boolean> {
  const stdio = ['pipe', 'ignore', 'inherit'] as const
  const child = spawn(command, { shell: true, stdio: [...stdio], timeout: patience })
  // a command that does not read its input
  child.stdin.on('error', () => undefined)
  child.stdin.end(`${input}\n`)
  return await new Promise((resolve) => {
    child.once('error', () => {
      resolve(false)
    })
    child.once('exit', (status) => {
      resolve(status === 0)
    })
  })
}
