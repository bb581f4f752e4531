import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'

import { codeOf, Fault } from '@porchlight/core'
import type { Line } from '@porchlight/core'
import { hubApi, Shown, ZipView } from '@porchlight/owner'
import { Command, InvalidArgumentError } from 'commander'

import { plain } from '../print.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { zoneName } from '../zone-argument.ts'
import { askBy, asking, lineToHub } from './line.ts'
import type { HubAddress } from './line.ts'

interface RingOptions extends HubAddress {
  readonly zone: string
  readonly begins?: string
}

export function ringZipCommand(tools: Tools, local: string): Command {
  return asking(new Command('ring-zip').argument('<file>', 'the zip that ring.com gave you'))
    .description('Videos of Ring: on ring.com, History, choose them, Download.')
    .option('--zone <name>', 'in which the names tell their times', zoneName, local)
    .option('--begins <time>', 'when the video that you were asked about begins', shown)
    .addHelpText('after', help)
    .action(async (file: string, options: RingOptions) => {
      await addZip(file, options, tools)
    })
}

const help = `
It is unpacked into the hub's own folder, and deleted with the source. Videos that Ring
gave to another program may show a device number in the picture: cover it when you review.

Example:
  porchlight hub add ring-zip ~/Downloads/Ring.zip --zone America/New_York`

async function addZip(file: string, options: RingOptions, tools: Tools): Promise<void> {
  const { zone, begins } = options
  const line = await lineToHub(options, tools)
  const zip = await sendZip(file, line)
  const { example, grammar, saved, videos } = zip
  if (saved > 0) tools.terminal.note(savedText(saved))
  if (example === null)
    throw new Refusal('No name in this zip tells when a video was taken.', [
      'Download them on ring.com instead of in the app.',
    ])
  if (grammar === null && begins === undefined)
    throw new Refusal(`Nobody knows yet how to read names like ${plain(example)}.`, [
      'If its digits are those of a date and a time, look when it begins by the clock in its',
      'picture, then run this again with --begins 2026-11-23T21:10:05',
    ])
  const learn = begins === undefined ? null : { example, shown: begins }
  const source = { kind: 'ring-zip', zip: zip.zip, name: basename(file), zone, learn } as const
  await askBy(line)(hubApi.addSource, { source }).catch((error: unknown) => {
    throw begins === undefined ? error : notLearned(error, example, begins)
  })
  tools.terminal.say(`Added: ${String(videos - saved)} videos, their times in ${zone}.`)
}

function notLearned(error: unknown, example: string, begins: Shown): unknown {
  if (!(error instanceof Fault) || error.code !== 'source/unknown-names') return error
  return new Refusal(
    `The digits of ${plain(example)} do not tell ${begins}, or could tell it in two ways.`,
    ['A name without a date and a time can be read by nobody.'],
    { cause: error },
  )
}

function savedText(count: number): string {
  const which = count === 1 ? 'One video is' : `${String(count)} videos are`
  return `${which} named by when it was saved in the app, not by when it was taken: left out.`
}

async function sendZip(file: string, { origin, send }: Line): Promise<ZipView> {
  const body = await openAsBlob(file, { type: 'application/zip' })
  const url = new URL('/api/hub/zips', origin)
  const response = await send(new Request(url, { method: 'POST', body }))
  const answer: unknown = await response.json()
  if (!response.ok) throw new Fault(codeOf(answer))
  return ZipView.parse(answer)
}

/** @throws {InvalidArgumentError} */
function shown(text: string): Shown {
  const { data } = Shown.safeParse(text.replace(' ', 'T'))
  if (data === undefined) throw new InvalidArgumentError('Give it as 2026-11-23T21:10:05.')
  return data
}
