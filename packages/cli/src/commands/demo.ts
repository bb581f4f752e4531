import { join } from 'node:path'

import { prepareLog, startServer } from '@porchlight/server'
import { Command } from 'commander'

import { openDemoDirectory } from '../demo/directory.ts'
import { portNear } from '../demo/port.ts'
import { demoPassphrase, tellStory } from '../demo/story.ts'
import type { Story } from '../demo/story.ts'
import { startDemoWitnesses } from '../demo/witnesses.ts'
import { wholeNumber } from '../number-argument.ts'
import { table } from '../print.ts'
import type { Tools } from '../tools.ts'
import { untilStopped } from '../until-stopped.ts'
import { findWebDirectory } from '../web-directory.ts'

interface DemoOptions {
  readonly port?: number
  readonly data?: string
}

const usualPort = 8080

/** Streets of the invented town. */
const basemap = join(import.meta.dirname, '..', '..', 'demo', 'maple-heights.geojson')

export function demoCommand(tools: Tools): Command {
  return new Command('demo')
    .description('Try everything on this machine, in an invented town; nobody needs a passkey.')
    .option(
      '--port <n>',
      `port to listen on (default: ${usualPort}, or any free one)`,
      wholeNumber(1, 65_535),
    )
    .option('--data <dir>', 'where it is kept, wiped at each start (default: a temporary place)')
    .addHelpText('after', '\nListens on this machine only. Ctrl-C ends it.')
    .action(async (options: DemoOptions) => {
      await demo(options, tools)
    })
}

async function demo({ port: named, data }: DemoOptions, tools: Tools): Promise<void> {
  const { terminal, send, temporary, signal } = tools
  await using directory = await openDemoDirectory(data, temporary)
  const port = named ?? (await portNear(usualPort))
  const origin = `http://localhost:${String(port)}`
  const webDirectory = await findWebDirectory()
  if (webDirectory === null)
    terminal.note('The web apps are not built (npm run build): only the public pages are served.')
  const dataDirectory = join(directory.path, 'instance')
  const logKey = await prepareLog({ dataDirectory, origin, demo: true }, tools)
  await using witnesses = await startDemoWitnesses({ directory: directory.path, logKey }, tools)
  const server = await startServer({
    dataDirectory,
    origin,
    witnesses: witnesses.policy,
    host: '127.0.0.1',
    port,
    name: 'Maple Heights',
    releaseMinutes: 0,
    // nobody who tries something out waits five minutes to see it
    feedMinutes: 1,
    tokenWorkBits: 10,
    admissionStewards: 1,
    demo: true,
    basemap,
    ...(webDirectory === null ? {} : { webDirectory }),
  })
  try {
    terminal.status('telling the story so far …')
    const story = await tellStory({ origin, send }, tools)
    terminal.say(welcome(origin, story))
    await untilStopped(signal)
  } finally {
    await server.close()
  }
}

function welcome(origin: string, { people, signed }: Story): string {
  const { author, steward } = people
  return [
    '',
    `  Porchlight is running: ${origin}`,
    '  A demonstration in the invented town of Maple Heights. One request is live and one',
    '  neighbour has answered it; another waits for the steward. Nothing leaves this machine.',
    '',
    table([
      ['  Public', `${origin}/`, 'read the request, the map, the agency, the rules'],
      [
        '  Resident',
        `${origin}/share/${signed.request.id}`,
        'answer it with a video, from a phone or here',
      ],
      ['  Agency', `${origin}/agency`, `sign in as ${author.member.name}, open what arrived`],
      ['  Steward', `${origin}/desk`, `sign in as ${steward.member.name}, admit and review`],
      ['  Log', `${origin}/log`, 'two witnesses cosign it; prove any of it here'],
    ]),
    '',
    `  The agency’s keys open with the passphrase:  ${demoPassphrase}`,
    '  Ctrl-C ends it, and everything is gone.',
    '',
  ].join('\n')
}
