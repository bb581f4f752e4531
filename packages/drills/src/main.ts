import { parseArgs } from 'node:util'

import { runBrown } from './brown.ts'
import { missingPrograms } from './bucket/ceph.ts'
import { bucketLine, bucketPassed, runBucket } from './bucket/run.ts'
import { coreDump } from './canary/memory.ts'
import { canaryLine, canaryPassed, runCanary } from './canary/run.ts'
import { straceWrites } from './canary/writes.ts'
import { lastLine, passed, runFork } from './fork/run.ts'
import { crashLine, crashPassed, runLogCrash } from './log-crash/run.ts'
import { footageHere } from './real-footage.ts'
import { runTwins, twinsLine, twinsPassed } from './twins/run.ts'
import { leakBars, leakLine, leakPassed, runLeak } from './trim-leak/run.ts'

const help = `npm run drill -- brown [--owners 7] [--clips 24] [--mib 4]

brown   A real server process; owners who answer one request side by side with clips of
        real footage, sealed and sent over HTTP; an agency that opens every one of them
        and compares. In the same run the same bytes go through age and curl.
        The last line says how many clips are identical; exit status 1 unless all are.

  --owners N    people who answer at the same time (default 7)
  --clips N     clips of each (default 24)
  --mib N       size of a clip in MiB (default 4)
  --footage F   a video file to cut the clips from (default: Debian's opencv-doc, else the
                recordings in PORCHLIGHT_SHARED/data/clips)

fork    An operator who holds the log's key lies to a client of the feed in twelve ways; each
        must be refused by the check that is for it, and pass where that check is taken out.
        Then honest weeks: outages, restarts, missed ticks, wrong clocks, new keys; no alarm.

  --updates N   honest updates (default 1000)

log-crash  A program that adds to a log is killed at random moments, and each call of it that
        changes the disk fails, once and from then on; then it starts again. All that it has
        answered for must be there, and the log whole. Its calls are watched for an answer
        that comes before the disk; a copy that does not wait for the disk must be caught.

  --kills N     kills (default 200)
  --every N     only one of so many calls is made to fail (default 1)

bucket  A log in a bucket of a real S3 gateway: Ceph, started here on loopback and in memory.
        Sixteen programs write one key at once, and one alone may be told that it did; then a
        log is written while the gateway is killed, and all that was acknowledged must be there.
        It needs programs that no other drill does:
        apt-get install --no-install-recommends ceph-mon ceph-mgr ceph-osd radosgw ceph-common

  --races N     keys that are fought for (default 20)
  --gateway-kills N  kills of the gateway (default 5)

twins   Four hubs in processes of their own (no match; match; match and view; match and decline)
        follow one real instance, every byte of their lines recorded, in compressed time: five
        minutes pass where nothing happens. Requests are published meanwhile, tokens issued, the
        instance restarts. The four must be the same, byte for byte, and their intervals of one
        distribution. Four hubs that leak a little must be caught in the same run.

  --looks N     looks at the feed (default 500)

canary  A household with a folder, a recorder and a hub, an instance with witnesses and two agencies:
        one request is answered, opened, asked about, accepted and destroyed, one declined, one
        answered and taken back. Every byte that the server received, its files at several moments,
        every write to them, its journal, core dumps and its backup are searched for everything
        that only the household or an agency knows, however it is encoded or packed. A hub and a
        server that leak must be caught in the same run. A core dump takes six gigabytes of the
        temporary directory for a moment.

trim-leak  Recordings in the forms that cameras write, with secrets in every place where a file
        can hide one, are cut by the hub and by the browser. No secret, no picture and no sound of
        outside the cut may be in a copy; what cannot be read is refused. Stream copies must be
        caught. Then the proof alone, on clean copies with a secret put in or damaged at random.

  --damages N   damaged copies (default 600)`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    owners: { type: 'string', default: '7' },
    clips: { type: 'string', default: '24' },
    mib: { type: 'string', default: '4' },
    footage: { type: 'string' },
    updates: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '200' },
    every: { type: 'string', default: '1' },
    races: { type: 'string', default: '20' },
    'gateway-kills': { type: 'string', default: '5' },
    looks: { type: 'string', default: '500' },
    damages: { type: 'string', default: '600' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const [drill] = positionals

// by way of `exit`, where servers and directories are cleaned up
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

if (values.help) {
  console.log(help)
} else if (drill === 'brown') {
  const { owners, clips, mib, footage } = values
  const shared = process.env['PORCHLIGHT_SHARED'] ?? '../shared'
  const { identical, clips: all } = await runBrown(
    {
      owners: count('--owners', owners),
      clips: count('--clips', clips),
      clipBytes: count('--mib', mib) * 1024 * 1024,
      footage: footage === undefined ? await footageHere(shared, console.error) : [footage],
    },
    {
      say: console.log,
      note: console.error,
    },
  )
  console.log(`brown: ${String(identical)}/${String(all)} identical`)
  process.exitCode = identical === all ? 0 : 1
} else if (drill === 'fork') {
  const result = await runFork(count('--updates', values.updates), {
    say: console.log,
    note: console.error,
  })
  console.log(lastLine(result))
  process.exitCode = passed(result) ? 0 : 1
} else if (drill === 'log-crash') {
  const { kills, every } = values
  const work = { kills: count('--kills', kills), every: count('--every', every) }
  const result = await runLogCrash(work, { say: console.log, note: console.error })
  console.log(crashLine(result))
  process.exitCode = crashPassed(result) ? 0 : 1
} else if (drill === 'bucket') {
  const missing = missingPrograms()
  if (missing.length > 0) {
    console.error(`Missing: ${missing.join(', ')}. --help tells how they are installed.`)
    process.exit(2)
  }
  const races = count('--races', values.races)
  const kills = count('--gateway-kills', values['gateway-kills'])
  const result = await runBucket({ races, kills }, { say: console.log, note: console.error })
  console.log(bucketLine(result))
  process.exitCode = bucketPassed(result) ? 0 : 1
} else if (drill === 'twins') {
  const result = await runTwins(count('--looks', values.looks), {
    say: console.log,
    note: console.error,
  })
  console.log(twinsLine(result))
  process.exitCode = twinsPassed(result) ? 0 : 1
} else if (drill === 'canary') {
  const means = { dump: coreDump, follow: straceWrites }
  const result = await runCanary(means, { say: console.log, note: console.error })
  console.log(canaryLine(result))
  process.exitCode = canaryPassed(result) ? 0 : 1
} else if (drill === 'trim-leak') {
  const result = await runLeak(
    { forms: null, browser: true, damages: count('--damages', values.damages) },
    { say: console.log, note: console.error },
  )
  for (const fault of result.faults) console.log(`LEAK ${fault}`)
  console.log(leakLine(result))
  const enough = result.copied >= leakBars.forms && result.kinds.size >= leakBars.kinds
  process.exitCode = enough && leakPassed(result) ? 0 : 1
} else {
  console.error(help)
  process.exitCode = 2
}

function count(name: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  console.error(`${name} takes a whole number above zero, not ${text}`)
  return process.exit(2)
}
