import { resolve } from 'node:path'

import { hubApi } from '@porchlight/owner'
import type { HubView, NewSource } from '@porchlight/owner'
import { Command } from 'commander'

import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { askHub, asking } from './line.ts'
import type { HubAddress } from './line.ts'

interface FolderOptions extends HubAddress {
  readonly zone: string
}

interface RecorderOptions extends HubAddress {
  readonly user: string
}

export function addCommand(tools: Tools): Command {
  const command = new Command('add').description(
    'Add an instance, a folder of recordings or a recorder.',
  )
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone
  command.addCommand(
    asking(new Command('instance').argument('<url>', 'whose requests to follow'))
      .option('--invite <code>', 'the code that the steward gave your household')
      .action(async (origin: string, options: HubAddress & { readonly invite?: string }) => {
        const ask = await askHub(options, tools)
        const view = await ask(hubApi.setInstance, { origin, invite: options.invite ?? null })
        tools.terminal.say(`Following ${origin}: ${String(view.feed?.live ?? 0)} live requests.`)
      }),
  )
  for (const kind of ['folder', 'motion'] as const)
    command.addCommand(
      asking(new Command(kind).argument('<path>', 'the folder of the recordings'))
        .option('--zone <name>', 'in which the recorder writes its times', local)
        .action(async (path: string, options: FolderOptions) => {
          const source = { kind, path: resolve(path), zone: options.zone, learn: null }
          await add(source, options, tools)
        }),
    )
  command.addCommand(
    asking(new Command('ring').argument('<zip>', 'what ring.com gave for download'))
      .option('--zone <name>', 'of the times in its names', local)
      .action(async (path: string, options: FolderOptions) => {
        await add({ kind: 'ring', path: resolve(path), zone: options.zone }, options, tools)
      }),
  )
  for (const kind of ['frigate', 'zoneminder'] as const)
    command.addCommand(
      asking(new Command(kind).argument('<url>', 'its address, as in a browser'))
        .requiredOption('--user <name>', 'a user who may only look')
        .action(async (url: string, options: RecorderOptions) => {
          const password = await tools.terminal.ask(`Password of ${options.user}: `)
          if (password === null) throw new Refusal('Nobody can be asked for the password here.')
          await add({ kind, url, user: options.user, password }, options, tools)
        }),
    )
  return command
}

async function add(source: NewSource, options: HubAddress, tools: Tools): Promise<void> {
  const ask = await askHub(options, tools)
  const view = await ask(hubApi.addSource, { source })
  tools.terminal.say(camerasText(view))
}

function camerasText({ cameras }: HubView): string {
  const names = cameras.map(({ name }) => name).join(', ')
  return `Added; its recordings are being looked at. Cameras so far: ${names === '' ? 'none yet' : names}.`
}
