import { Command } from 'commander'

import { wholeNumber } from '../number-argument.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { untilStopped } from '../until-stopped.ts'
import { policyLine, startWitness } from '../witness/start.ts'

interface WitnessCommandOptions {
  readonly data: string
  readonly name: string
  readonly log: readonly string[]
  readonly host: string
  readonly port: number
  readonly url?: string
  readonly json?: true
}

const defaultPort = 8090

export function witnessCommand(tools: Tools): Command {
  return new Command('witness')
    .description('Run an independent witness: it remembers what logs said, and cosigns what fits.')
    .requiredOption('--data <dir>', 'its own directory, made on the first start; holds its key')
    .requiredOption('--name <name>', 'its name, for example newspaper.example/witness')
    .requiredOption('--log <vkey...>', 'the verifier key of a log to watch; give more for more')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on', wholeNumber(0, 65_535), defaultPort)
    .option('--url <url>', 'where logs reach it, if that is not where it listens')
    .option('--json', 'print who it is as JSON')
    .addHelpText('after', help)
    .action(async (options: WitnessCommandOptions) => {
      await witness(options, tools)
    })
}

const help = `
It speaks C2SP tlog-witness: POST /add-checkpoint; /<sha256 of the log's name>/checkpoint
tells what it last cosigned. Put a web server with TLS in front.

Never set its directory back to an old backup, and never copy it to a second machine: a
witness that forgets can be made to cosign two histories. Start a new one instead.

Example:
  porchlight witness --data /var/lib/witness --name newspaper.example/witness \\
    --url https://newspaper.example/witness --log 'porchlight.example/log+…'`

async function witness(options: WitnessCommandOptions, tools: Tools): Promise<void> {
  const { terminal, now, random, signal } = tools
  const { data, name, log, host, port } = options
  const running = await startWitness({
    directory: data,
    name,
    logs: log,
    host,
    port,
    now,
    random,
    tell: (sentence) => {
      terminal.note(`${now()} ${sentence}`)
    },
  })
  const url = options.url === undefined ? running.url : addressOf(options.url)
  const line = policyLine(wordOf(name), running.vkey, url)
  terminal.say(
    options.json === true
      ? JSON.stringify({ name, vkey: running.vkey, listens: running.url, policyLine: line })
      : [
          `The witness ${name} listens at ${running.url} and watches ${String(log.length)} log${log.length === 1 ? '' : 's'}.`,
          `Its key:\n  ${running.vkey}`,
          `For the policies of those who trust it:\n  ${line}`,
        ].join('\n'),
  )
  await untilStopped(signal)
  await running.close()
}

function addressOf(text: string): string {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new Refusal(`Not an address: ${text}`, ['For example: https://newspaper.example/witness'])
  return url.href.replace(/\/$/, '')
}

/** A witness's name in a policy, from the name of its key: `newspaper.example`. */
function wordOf(name: string): string {
  return name.replace(/\/.*$/, '')
}
