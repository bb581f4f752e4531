import { resolve } from 'node:path'

import { hubApi } from '@porchlight/owner'
import type { HubView, NewSource } from '@porchlight/owner'
import { Command } from 'commander'

import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { addressLike } from '../web-address.ts'
import { zoneName } from '../zone-argument.ts'
import { askHub, asking } from './line.ts'
import type { HubAddress } from './line.ts'
import { ringZipCommand } from './ring-zip.ts'

interface FolderOptions extends HubAddress {
  readonly zone: string
  readonly database?: string
}

export function addCommand(tools: Tools): Command {
  const command = new Command('add').description(
    'Add an instance, a folder of recordings, or a recorder.',
  )
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone
  command.addCommand(
    asking(new Command('instance').argument('<url>', 'whose requests to follow', instanceAddress))
      .description('A Porchlight site; it is not told who you are.')
      .option('--invite <code>', 'the code that the steward gave your household')
      .action(async ({ origin }: URL, options: HubAddress & { readonly invite?: string }) => {
        const ask = await askHub(options, tools)
        const view = await ask(hubApi.setInstance, { origin, invite: options.invite ?? null })
        tools.terminal.say(`Following ${origin}: ${String(view.feed?.live ?? 0)} live requests.`)
      }),
  )
  command.addCommand(
    asking(new Command('folder').argument('<path>', 'the folder of the recordings'))
      .description('A folder on the hub’s machine; names tell when, nothing in it is changed.')
      .option('--zone <name>', 'in which the recorder writes its times', zoneName, local)
      .option('--database <file>', 'motion’s own, where it is not in the folder', absolute)
      .action(async (path: string, { zone, database, ...options }: FolderOptions) => {
        const source = {
          path: resolve(path),
          zone,
          learn: null,
          ...(database !== undefined && { database }),
        }
        await add({ kind: 'folder', ...source }, options, tools)
      }),
  )
  command.addCommand(recorderCommand('frigate', tools))
  command.addCommand(recorderCommand('zoneminder', tools))
  command.addCommand(ringZipCommand(tools, local))
  return command
}

const instanceAddress = addressLike('https://porchlight.example')

const recorders = {
  frigate: {
    address: 'its address with port 8971',
    description: 'A Frigate. Make a user with the role viewer for the hub: it only looks.',
    example: 'https://frigate.home.arpa:8971',
  },
  zoneminder: {
    address: 'the address of its screens',
    description:
      'A ZoneMinder. Make a user for the hub who may view Events and Monitors and edit nothing, with API Enabled.',
    example: 'http://zm.home.arpa/zm',
  },
} as const

/** A recorder that is asked over the network, by a user who may only look. */
function recorderCommand(kind: keyof typeof recorders, tools: Tools): Command {
  const { address, description, example } = recorders[kind]
  return asking(new Command(kind).argument('<url>', address, addressLike(example)))
    .description(description)
    .requiredOption('--user <name>', 'the user that you made for the hub')
    .addHelpText('after', passwordHelp(`${kind} ${example}`))
    .action(async ({ href: url }: URL, options: HubAddress & { readonly user: string }) => {
      const { user } = options
      await add({ kind, url, user, password: await passwordOf(tools) }, options, tools)
    })
}

function passwordHelp(example: string): string {
  return `
Its password is asked for, or read from PORCHLIGHT_SOURCE_PASSWORD.

Example:
  porchlight hub add ${example} --user hub`
}

function absolute(path: string): string {
  return resolve(path)
}

async function passwordOf({ terminal, environment }: Tools): Promise<string> {
  const password = environment['PORCHLIGHT_SOURCE_PASSWORD'] ?? (await terminal.ask('Password: '))
  if (password === null || password === '') throw new Refusal('A password is needed.')
  return password
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
