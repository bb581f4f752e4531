import { readFile, stat } from 'node:fs/promises'

import {
  api,
  buildMapPath,
  call,
  codeOf,
  Fault,
  MapAnswer,
  maxMapBytes,
  readDeviceMap,
  refusalsOf,
} from '@porchlight/core'
import type { Line, MapReading, MapRefusal } from '@porchlight/core'
import { Command } from 'commander'

import { lineTo } from '../instance-line.ts'
import { table } from '../print.ts'
import { Refusal } from '../refusal.ts'
import { cookieLine } from '../signed-in.ts'
import type { Tools } from '../tools.ts'

interface BuildOptions {
  readonly to?: string
  readonly code?: string
  readonly dryRun?: true
  readonly json?: true
}

export function mapCommand(tools: Tools): Command {
  const map = new Command('map').description('The map of public surveillance devices.')
  map
    .command('build')
    .description('Give an instance a new map of public devices; for its stewards.')
    .argument('<file>', 'GeoJSON: a FeatureCollection of points, from OpenStreetMap')
    .option('--to <url>', 'the instance’s address')
    .option('--code <code>', 'a one-time code from the steward’s desk')
    .option('--dry-run', 'send nothing; tell what would be published')
    .option('--json', 'print what it came to as JSON')
    .addHelpText('after', help)
    .action(async (file: string, options: BuildOptions) => {
      await build(file, options, tools)
    })
  return map
}

const help = `
Takes what is tagged man_made=surveillance, as Overpass and osmium export it. Kept of each
device: its place, what it is, where it looks, its maker, and the organisation that runs it.
Left out: cameras that watch private ground, doorbells, names of persons, and every other tag.

The build is entered in the public log before anybody gets it. It is refused, and the refusal
entered, where it has no device, fewer than half of the map before, doubles, or more than one
unreadable feature in a hundred.

Examples:
  porchlight map build devices.geojson --dry-run
  porchlight map build devices.geojson --to https://porchlight.example --code CODE`

async function build(file: string, options: BuildOptions, tools: Tools): Promise<void> {
  const text = await textOf(file)
  // here first: a code is good once
  const reading = readDeviceMap(text)
  if (reading === null) throw new Fault('map/not-geojson')
  if (options.dryRun === true) {
    report(reading, options, tools)
    refuseFor(refusalsOf(reading, null))
    return
  }
  const answer = await sent(await signedIn(options, tools), text)
  report(answer, options, tools)
  refuseFor(answer.refusals)
}

async function textOf(file: string): Promise<string> {
  if ((await stat(file)).size > maxMapBytes)
    throw new Refusal(`${file} is larger than ${String(maxMapBytes / 1024 / 1024)} MiB.`, [
      'Cut it to the place that the instance is for.',
    ])
  return await readFile(file, 'utf8')
}

async function signedIn({ to, code }: BuildOptions, tools: Tools): Promise<Line> {
  if (to === undefined)
    throw new Refusal('Which instance is missing.', ['Give its address: --to URL'])
  if (code === undefined)
    throw new Refusal('Who you are is missing.', [
      'Get a one-time code at the steward’s desk (“Stewards”), and give it with --code CODE.',
    ])
  const line = cookieLine(lineTo(to, tools), null)
  const { member } = await call(line, api.useConnectCode, { code })
  if (member.role !== 'steward') throw new Refusal('Only a steward of the instance builds its map.')
  return line
}

async function sent({ origin, send }: Line, text: string): Promise<MapAnswer> {
  const response = await send(
    new Request(new URL(buildMapPath, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/geo+json' },
      body: text,
    }),
  )
  const body: unknown = await response.json()
  if (!response.ok) throw new Fault(codeOf(body))
  return MapAnswer.parse(body)
}

function report(
  outcome: MapAnswer | MapReading,
  { json }: BuildOptions,
  { terminal }: Tools,
): void {
  const { digest, devices, duplicates, malformed, leftOut } = outcome
  const counts = { digest, devices, duplicates, malformed, leftOut }
  const sentTo = 'entry' in outcome ? outcome : null
  if (json === true) {
    terminal.say(
      JSON.stringify(
        sentTo === null
          ? counts
          : {
              ...counts,
              accepted: sentTo.accepted,
              refusals: sentTo.refusals,
              entry: sentTo.entry,
            },
      ),
    )
    return
  }
  terminal.say(
    table([
      ['devices', String(devices)],
      ['private ground', `${String(leftOut['private-ground'])} left out`],
      ['doorbells', `${String(leftOut.doorbell)} left out`],
      ['other things', `${String(leftOut.other)} left out`],
      ['unreadable', String(malformed)],
      ['doubles', String(duplicates)],
      ['SHA-256', digest],
    ]),
  )
  if (sentTo === null) terminal.say('Nothing was sent.')
  else if (sentTo.accepted)
    terminal.say(`Accepted: entry ${String(sentTo.entry)} of the public log says so.`)
  else terminal.say(`Refused: entry ${String(sentTo.entry)} of the public log says so.`)
}

/** @throws {Refusal} for a build that breaks a rule */
function refuseFor(refusals: readonly MapRefusal[]): void {
  if (refusals.length > 0)
    throw new Refusal(
      'The map was refused.',
      refusals.map((refusal) => reasons[refusal]),
    )
}

const reasons: Readonly<Record<MapRefusal, string>> = {
  empty: 'It has no device.',
  halved: 'It has fewer than half of the devices of the map that stands.',
  duplicates: 'A device stands in it twice.',
  malformed: 'More than one feature in a hundred cannot be read: was the file cut or converted?',
}
