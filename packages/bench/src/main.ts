import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'

import { benchFeed } from './feed.ts'
import { benchHttp } from './http.ts'
import { benchHub } from './hub.ts'
import { benchLog } from './log.ts'
import { benchRedact } from './redact.ts'
import { benchSeal } from './seal.ts'

/** Each measures, prints its figures, and says whether they keep the bar. */
const benches: ReadonlyMap<string, () => Promise<boolean>> = new Map<
  string,
  () => Promise<boolean>
>([
  ['seal', benchSeal],
  ['http', benchHttp],
  ['feed', benchFeed],
  ['log', benchLogAndFeed],
  ['hub', benchHub],
  ['redact', benchRedact],
])

const help = `npm run bench [-- NAME …]

seal   512 MiB sealed and opened, against Debian's age in the same run
http   an endpoint with validation, against a bare Fastify hello in the same run
log    appends to a log, entries through HTTP, verifying a log of a million, on the disk of TMPDIR; then feed
feed   the feed and its proof, against bare node:http with as many bytes in the same run
hub    a million clips, live requests against cameras, a folder of recordings, a hub that does nothing
redact a cut of 1080p30 with boxes that move, by the hub and by the browser, against plain encoders in the same run

Without a name all of them run, each once. Exit status 1 where a bar is missed. Figures are ratios but for those of log, hub and redact:
they hold on a slow machine as on a fast one, if it has two processors and nothing else runs.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h', default: false } },
})
/** The bench of the log has the feed's in it. */
const everything = [...benches.keys()].filter((name) => name !== 'feed')
const names = positionals.length === 0 ? everything : positionals
const unknown = names.filter((name) => !benches.has(name))

// by way of `exit`, where directories are cleaned up
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

if (values.help) {
  console.log(help)
} else if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}\n\n${help}`)
  process.exitCode = 2
} else {
  warnWhereBusy()
  for (const name of names) {
    const kept = await benches.get(name)?.()
    if (kept !== true) process.exitCode = 1
  }
}

async function benchLogAndFeed(): Promise<boolean> {
  const log = await benchLog()
  return (await benchFeed()) && log
}

/** Sealing works on two processors at a time: where others want them too, it is measured as slower than it is. */
function warnWhereBusy(): void {
  const [lastMinute = 0] = loadavg()
  const processors = availableParallelism()
  if (lastMinute < processors / 2) return
  const load = `${lastMinute.toFixed(1)} on ${String(processors)} processors`
  console.error(
    `This machine is busy (load ${load}): what is measured now may be worse than it is.`,
  )
}
