import { homedir } from 'node:os'
import { join } from 'node:path'

import { NeedsPassword, OtherSchema, startHub, WrongKey } from '@porchlight/hub'
import { Command } from 'commander'

import { addCommand } from '../hub/add.ts'
import { brokerAddress, brokerParts } from '../hub/broker.ts'
import { filtersCommand } from '../hub/filters.ts'
import { homeAddresses, isEveryAddress } from '../hub/home-addresses.ts'
import { matchesCommand, reviewCommand, statusCommand, wipeCommand } from '../hub/look.ts'
import { passwordIn } from '../hub/password.ts'
import { questionsCommand, replyCommand } from '../hub/questions.ts'
import { sendCommand } from '../hub/send.ts'
import { forgetKey, keyOf } from '../hub/state-key.ts'
import type { KeyOptions } from '../hub/state-key.ts'
import { lineTo } from '../instance-line.ts'
import { wholeNumber } from '../number-argument.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { untilStopped } from '../until-stopped.ts'
import { findWebDirectory } from '../web-directory.ts'

interface HubOptions extends KeyOptions {
  readonly host: string
  readonly port: number
  readonly passwordFile?: string
  readonly mqtt?: URL
}

const defaultHubPort = 4747

export function hubCommand(tools: Tools): Command {
  const command = new Command('hub')
    .description('Take part beside your own recorder: nobody knows that you have a camera.')
    .option('--state <dir>', 'where the hub keeps what it knows', defaultState(tools))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on', wholeNumber(0, 65_535), defaultHubPort)
    .option(
      '--password-file <file>',
      'the password of its screens; needed to reach it from a phone',
    )
    .option(
      '--key-file <file>',
      'the key that the state is encrypted with; made where there is none',
    )
    .option('--passphrase', 'ask for a passphrase instead')
    .option(
      '--mqtt <url>',
      'a broker at home: told how many requests match, and heard when Frigate saw something; e.g. mqtt://hub@homeassistant.local',
      brokerAddress,
    )
    .addHelpText('after', help)
    .hook('preSubcommand', refuseBefore)
    .action(async (options: HubOptions) => {
      await hub(options, tools)
    })
  for (const sub of [
    addCommand,
    statusCommand,
    matchesCommand,
    reviewCommand,
    sendCommand,
    questionsCommand,
    replyCommand,
    filtersCommand,
    wipeCommand,
  ])
    command.addCommand(sub(tools))
  return command
}

/** Unread, `--state DIR wipe` would delete another state than the one that was named. */
function refuseBefore(starting: Command, asking: Command): void {
  const given = starting.options.find(
    (option) => starting.getOptionValueSource(option.attributeName()) === 'cli',
  )
  const name = asking.name()
  if (given !== undefined)
    starting.error(
      `error: option '${given.flags}' before '${name}' is for starting a hub; write options of '${name}' after it`,
    )
}

const help = `
Open the address that it prints; everything else is on the screen. It reads your
recordings and never changes them. It fetches the same public file as every other hub,
every five minutes, whether or not anything matches, and sends nothing without your yes.

To reach it from your phone, at home:
  porchlight hub --host 0.0.0.0 --password-file hub-password.txt

The state is encrypted with a key file (made at the first start, beside the state) or with
a passphrase. Keep the key file somewhere else if the disk may be stolen.`

function defaultState({ environment }: Tools): string {
  const home = environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state')
  const service = environment['STATE_DIRECTORY']
  // a service of systemd may write in there and not beside it, where the key would be
  return service === undefined ? join(home, 'porchlight-hub') : join(service, 'state')
}

async function hub(options: HubOptions, tools: Tools): Promise<void> {
  const { terminal, now, random, signal } = tools
  const webDirectory = await findWebDirectory()
  if (webDirectory === null) terminal.note('The screens are not built: run npm run build.')
  const { passwordFile } = options
  const password = passwordFile === undefined ? null : await passwordIn(passwordFile)
  const running = await startHub({
    directory: options.state,
    key: await keyOf(options, tools),
    host: options.host,
    port: options.port,
    password,
    webDirectory,
    now,
    random,
    lineTo: (origin) => lineTo(origin, tools),
    ...brokerParts(options.mqtt, tools),
    bug: (error) => {
      terminal.note(`${now()} ${String(error)}`)
    },
  }).catch((error: unknown) => {
    throw refused(error)
  })
  sayWhere(running.address, options, tools)
  await Promise.race([untilStopped(signal), running.ended])
  const isWiped = !signal.aborted
  await running.close()
  if (isWiped) await sayWiped(options, tools)
}

function sayWhere(address: string, { host }: HubOptions, { terminal, networks }: Tools): void {
  if (!isEveryAddress(host)) {
    terminal.say(`The hub is at ${address}. Stop it with Ctrl-C.`)
    return
  }
  const { port } = new URL(address)
  const others = homeAddresses(host, networks()).map((one) => `  http://${one}:${port}`)
  terminal.say(`The hub is at http://127.0.0.1:${port} on this machine. Stop it with Ctrl-C.`)
  if (others.length === 0) terminal.note('No home network was found on which to reach it.')
  else terminal.say(['From your phone at home:', ...others].join('\n'))
}

/** Nothing but that ends it by itself. */
async function sayWiped(options: HubOptions, { terminal }: Tools): Promise<void> {
  const stays = await forgetKey(options)
  terminal.say('Everything that the hub kept is deleted, and it has ended. The recordings stay.')
  if (stays !== null) terminal.note(`The key file that you gave it stays too: ${stays}`)
}

function refused(error: unknown): unknown {
  if (error instanceof WrongKey)
    return new Refusal('The state cannot be opened with this key or passphrase.', [], {
      cause: error,
    })
  if (error instanceof NeedsPassword)
    return new Refusal('Others on the network could use the hub as you.', [
      'Give it a password: --password-file FILE',
    ])
  if (error instanceof OtherSchema)
    return new Refusal('The state was made by another version of this program.', [], {
      cause: error,
    })
  return error
}
