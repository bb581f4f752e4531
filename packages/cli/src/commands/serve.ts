import { readFile } from 'node:fs/promises'

import { LogError, parsePolicy } from '@porchlight/log'
import { parseBucket, prepareLog, startServer } from '@porchlight/server'
import { Command, InvalidArgumentError, Option } from 'commander'

import { lineTo } from '../instance-line.ts'
import { wholeNumber } from '../number-argument.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { untilStopped } from '../until-stopped.ts'
import { findWebDirectory } from '../web-directory.ts'

interface ServeOptions {
  readonly data: string
  readonly origin: string
  readonly port: number
  readonly host: string
  readonly name: string
  readonly releaseMinutes: number
  readonly admissionStewards: number
  readonly partnerNoticeDays: number
  readonly feedMinutes: number
  readonly witnesses?: string
  readonly showLogKey?: true
  readonly logBucket?: ReturnType<typeof bucketAddress>
  readonly basemap?: string
  readonly tokens: 'work' | 'invite'
}

const defaultPort = 8080
const defaultFeedMinutes = 5
const defaultReleaseMinutes = 15
const defaultAdmissionStewards = 2
const defaultPartnerNoticeDays = 7

export function serveCommand(tools: Tools): Command {
  return new Command('serve')
    .description('Run an instance: for a town, a neighbourhood association, a newspaper.')
    .requiredOption('--data <dir>', 'where everything is kept; made on the first start')
    .requiredOption('--origin <url>', 'the address at which people reach it')
    .option('--port <n>', 'port to listen on', wholeNumber(0, 65_535), defaultPort)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--name <name>', 'what the instance calls itself', 'Porchlight')
    .option(
      '--release-minutes <n>',
      'answers become visible to agencies at multiples of this',
      wholeNumber(0, 1440),
      defaultReleaseMinutes,
    )
    .option(
      '--admission-stewards <n>',
      'stewards who must confirm an agency',
      wholeNumber(1, 9),
      defaultAdmissionStewards,
    )
    .option(
      '--partner-notice-days <n>',
      'public notice before a partner may start',
      wholeNumber(7, 365),
      defaultPartnerNoticeDays,
    )
    .option('--feed-minutes <n>', 'a new feed so often', wholeNumber(1, 60), defaultFeedMinutes)
    .option('--witnesses <file>', 'who must have cosigned the log: C2SP tlog-policy lines')
    .option('--show-log-key', 'print the key of the log, making it if need be, and end')
    .option('--log-bucket <url>', 'keep the log’s files in S3: s3://BUCKET/PREFIX', bucketAddress)
    .addOption(
      new Option(
        '--tokens <way>',
        'who may answer: any machine that does some work, or households with a code',
      )
        .choices(['work', 'invite'])
        .default('work'),
    )
    .option('--basemap <file>', 'streets for the maps, as GeoJSON')
    .addHelpText('after', help)
    .action(async (options: ServeOptions) => {
      await serve(options, tools)
    })
}

const help = `
On the first start it prints a link, good once, with which the first steward makes a
passkey. Put a web server with TLS in front, and let it log no addresses.

For --log-bucket the keys, the region and another endpoint than that of AWS come from the
usual variables: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL_S3.

Witnesses need the log's key before the first start: --show-log-key prints it. With
--witnesses nothing takes effect before as many as the file says have cosigned it.

Example:
  porchlight serve --data /var/lib/porchlight --origin https://porchlight.example`

async function serve(options: ServeOptions, tools: Tools): Promise<void> {
  const { terminal, signal, environment } = tools
  const { data, origin, port, host, name, releaseMinutes, admissionStewards, basemap } = options
  const place = { dataDirectory: data, origin: lineTo(origin, tools).origin }
  if (options.showLogKey === true) {
    terminal.say(await prepareLog(place, tools))
    return
  }
  const witnesses = options.witnesses === undefined ? null : await witnessLines(options.witnesses)
  const webDirectory = await findWebDirectory()
  if (webDirectory === null)
    terminal.note('The web apps are not built (npm run build): only the public pages are served.')
  const server = await startServer({
    ...place,
    host,
    port,
    name,
    releaseMinutes,
    admissionStewards,
    partnerNoticeDays: options.partnerNoticeDays,
    feedMinutes: options.feedMinutes,
    tokens: options.tokens,
    demo: false,
    ...(witnesses === null ? {} : { witnesses }),
    ...(options.logBucket === undefined
      ? {}
      : { logBucket: { ...options.logBucket, ...bucketPlace(environment) } }),
    ...(basemap === undefined ? {} : { basemap }),
    ...(webDirectory === null ? {} : { webDirectory }),
  })
  terminal.say(`Porchlight listens at ${server.address} and is reached at ${origin}`)
  if (server.stewardLink !== null)
    terminal.say(`First steward, make your passkey (good once):\n  ${server.stewardLink}`)
  await untilStopped(signal)
  await server.close()
}

function bucketAddress(text: string): NonNullable<ReturnType<typeof parseBucket>> {
  const bucket = parseBucket(text)
  if (bucket === null) throw new InvalidArgumentError('It looks like s3://BUCKET/PREFIX.')
  return bucket
}

function bucketPlace(environment: Tools['environment']) {
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'] ?? null
  return { endpoint, region: environment['AWS_REGION'] ?? 'us-east-1' }
}

/** @throws {Refusal} where the file is no policy, or names a log: the instance adds its own */
async function witnessLines(file: string): Promise<string> {
  const text = await readFile(file, 'utf8')
  try {
    if (parsePolicy(text).logs.length === 0) return text
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    throw new Refusal(`Not a policy: ${file}`, [error.message], { cause: error })
  }
  throw new Refusal(`${file} names a log`, ['Leave its log lines out: the instance adds its own.'])
}
