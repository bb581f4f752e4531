import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { AgencyId, SigningKey } from '@porchlight/core'
import { openDirectoryStore } from '@porchlight/log/directory'
import { holdDataDirectory } from '@porchlight/server'
import { Command } from 'commander'

import { lineTo } from '../instance-line.ts'
import { pinnedKey } from '../mirror/key.ts'
import { alertLine } from '../monitor/alert.ts'
import { openDeliveries } from '../monitor/deliver.ts'
import type { Channels, Deliveries } from '../monitor/deliver.ts'
import type { Watched } from '../monitor/entry-findings.ts'
import { createWatch } from '../monitor/watch.ts'
import type { Watch } from '../monitor/watch.ts'
import { wholeNumber } from '../number-argument.ts'
import { plain } from '../print.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { filesOfInstance } from '../verify/log-files.ts'
import { readPolicy } from '../verify/place.ts'

interface MonitorOptions extends Channels {
  readonly data: string
  readonly once?: true
  readonly every: number
  readonly maxDelay: number
  readonly log?: string
  readonly policy?: string
  readonly watch?: readonly string[]
  readonly key?: readonly string[]
  readonly json?: true
}

const usualSeconds = 60
/** The feed ticks every five minutes: three that are missing are no accident. */
const usualDelayMinutes = 15

export function monitorCommand(tools: Tools): Command {
  return new Command('monitor')
    .description(
      'Watch instances for ever, and raise the alarm when one lies, hides or stands still.',
    )
    .argument('<urls...>', 'the instances’ addresses')
    .requiredOption('--data <dir>', 'the monitor’s own directory: copies of the logs, evidence')
    .option('--once', 'look once and end, for cron; exit status 1 where there is an alert')
    .option('--every <seconds>', 'how often to look', wholeNumber(1, 86_400), usualSeconds)
    .option(
      '--max-delay <minutes>',
      'how old the newest cosignature may be',
      wholeNumber(1, 10_080),
      usualDelayMinutes,
    )
    .option('--log <vkey>', 'the log’s verifier key; for one address')
    .option('--policy <file>', 'the witnesses that you trust (C2SP tlog-policy)')
    .option('--watch <agencies...>', 'agencies whose keys you look after (a…)')
    .option('--key <keys...>', 'their right signing keys; otherwise every new one is unexpected')
    .option('--webhook <url>', 'gets each alert as JSON, by POST')
    .option('--command <command>', 'gets each alert as JSON on its standard input')
    .option('--json', 'print alerts as JSON, one on each line')
    .addHelpText('after', help)
    .action(async (urls: readonly string[], options: MonitorOptions) => {
      await monitor(urls, options, tools)
    })
}

const help = `
It keeps a verified copy of each log, and tells each thing once: two histories (the proof
is kept as evidence), fewer entries than before, files that are not what was
signed, too few witnesses, a log that stands still or cannot be reached, entries that no
honest instance writes, new keys of agencies, partners, handling that is overdue.

Example, with mail:
  porchlight monitor https://porchlight.example --data /var/lib/porchlight-monitor \\
    --policy witnesses-i-trust.txt --command 'mail -s porchlight desk@newspaper.example'`

async function monitor(
  urls: readonly string[],
  options: MonitorOptions,
  tools: Tools,
): Promise<void> {
  if (urls.length > 1 && options.log !== undefined)
    throw new Refusal('--log says which log one address has; give one address.')
  await mkdir(options.data, { recursive: true })
  const hold = holdDataDirectory(options.data)
  try {
    const settings = await settingsOf(options)
    const watches = await Promise.all(
      urls.map(async (url) => await openWatch(url, settings, tools)),
    )
    if (options.once !== true)
      tools.terminal.note(
        `Watching ${urls.join(', ')} every ${String(options.every)} s. Silence is good news.`,
      )
    const store = openDirectoryStore(options.data)
    const deliveries = openDeliveries({ store, channels: options, send: tools.send })
    // each at its own pace: none waits for one that is slow
    const raised = await Promise.all(
      watches.map(async (watch) => await watchOn(watch, { deliveries, options }, tools)),
    )
    const alerts = raised.reduce((sum, count) => sum + count, 0)
    if (options.once === true && alerts > 0) throw new Refusal(`Alerts: ${String(alerts)}`)
  } finally {
    hold.release()
  }
}

interface Settings {
  readonly options: MonitorOptions
  readonly policyText: string | null
  readonly watched: Watched
}

async function settingsOf(options: MonitorOptions): Promise<Settings> {
  for (const id of options.watch ?? [])
    if (!AgencyId.safeParse(id).success) throw new Refusal(`Not an agency: ${id}`)
  for (const key of options.key ?? [])
    if (!SigningKey.safeParse(key).success) throw new Refusal(`Not a signing key: ${key}`)
  return {
    options,
    policyText: options.policy === undefined ? null : await readPolicy(options.policy),
    watched: {
      agencies: new Set(options.watch),
      keys: options.key === undefined ? null : new Set(options.key),
    },
  }
}

async function openWatch(
  url: string,
  { options, policyText, watched }: Settings,
  tools: Tools,
): Promise<Watch> {
  const patient = { ...tools, send: withLimit(tools) }
  const line = lineTo(url, patient)
  const directory = join(options.data, new URL(line.origin).host.replaceAll(':', '-'))
  await mkdir(directory, { recursive: true })
  const to = openDirectoryStore(directory)
  return createWatch({
    instance: line.origin,
    from: filesOfInstance(line.origin, patient),
    to,
    located: (path) => join(directory, path),
    log: async () => await pinnedKey({ to, line, given: options.log }),
    policyText,
    watched,
    maxDelaySeconds: options.maxDelay * 60,
  })
}

/** One file of a log takes no longer from an instance that is well. In milliseconds. */
const patience = 30_000

function withLimit({ send, signal }: Tools): Tools['send'] {
  return async (request) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)])
    return await send(new Request(request, { signal: limit }))
  }
}

interface Reporting {
  readonly deliveries: Deliveries
  readonly options: MonitorOptions
}

/** Until the person stops it, or once. @returns how many alerts there were */
async function watchOn(watch: Watch, reporting: Reporting, tools: Tools): Promise<number> {
  const { once, every } = reporting.options
  let raised = await roundOf(watch, reporting, tools)
  if (once === true) return raised
  for (;;) {
    await pause(every, tools.signal)
    if (tools.signal.aborted) return raised
    raised += await roundOf(watch, reporting, tools)
  }
}

async function roundOf(
  watch: Watch,
  { deliveries, options }: Reporting,
  { terminal, now }: Tools,
): Promise<number> {
  let raised = 0
  await watch.round(now(), async (alerts) => {
    await deliveries.add(alerts)
    for (const alert of alerts) {
      terminal.note(plain(alertLine(alert)))
      if (options.json === true) terminal.say(JSON.stringify(alert))
      if (alert.code !== 'over') raised += 1
    }
  })
  const left = await deliveries.flush()
  if (left > 0) terminal.note(`${now()} Alerts that nobody took yet: ${String(left)}`)
  return raised
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
