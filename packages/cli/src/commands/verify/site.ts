import { Command } from 'commander'

import { boundedBody } from '../../bounded-body.ts'
import { bar } from '../../print.ts'
import { looking, Refusal } from '../../refusal.ts'
import type { Tools } from '../../tools.ts'
import { checkSite, ofSite } from '../../verify/site.ts'
import type { Served, SiteVerdict } from '../../verify/site.ts'
import { plainRead, readLog, treeFacts } from './log.ts'
import { logAdvice, withTrust } from './options.ts'
import type { LogOptions } from './options.ts'
import { ofWitnesses, sayVerdict } from './verdict.ts'
import type { LogVerdict } from '../../verify/log.ts'

export function siteCommand(tools: Tools): Command {
  const command = new Command('site')
    .description(
      'Compare the web apps and the map that an instance serves, byte for byte, with its log.',
    )
    .argument('<url>', 'the instance’s address')
  return withTrust(command)
    .addHelpText('after', help)
    .action(async (url: string, options: LogOptions) => {
      await verifySite(url, options, tools)
    })
}

const help = `
Fetches every file that a browser is given, and finds each that is altered, missing, or in
no list that the log committed to; the same with the map of public devices. The whole log is
verified first.
${logAdvice}

Example:
  porchlight verify site https://porchlight.example`

async function verifySite(url: string, options: LogOptions, tools: Tools): Promise<void> {
  const { log, site } = await looking(async () => await look(url, options, tools))
  const { read } = log
  const checks = [...log.checks, ...(site?.checks ?? [])]
  const { altered = [], missing = [], extra = [] } = site ?? {}
  sayVerdict(
    {
      name: url,
      what: 'What this site serves',
      verdict: { verified: checks.every(({ holds }) => holds), checks },
      facts: read === null ? [] : treeFacts(read),
      notCovered: [...ofWitnesses(read?.witnesses ?? null), ...ofSite],
      json: { altered, missing, extra, ...(read === null ? {} : plainRead(read)) },
    },
    tools,
    options.json === true,
  )
}

/** A log that cannot be read says nothing about a site: it is then not looked at. */
async function look(
  url: string,
  options: LogOptions,
  tools: Tools,
): Promise<{ readonly log: LogVerdict; readonly site: SiteVerdict | null }> {
  const { place, verdict: log } = await readLog(url, options, tools)
  const { origin } = place
  if (origin === null) throw new Refusal(`Not the address of an instance: ${url}`)
  if (log.read === null) return { log, site: null }
  const site = await checkSite({
    served: servedBy(origin, tools),
    origin,
    release: log.read.story.release,
    map: log.read.story.map,
    progress: (done, all) => {
      tools.signal.throwIfAborted()
      tools.terminal.status(bar('files', done, all))
    },
  })
  tools.terminal.status('')
  return { log, site }
}

/** The largest file of the apps has a few; no browser waits for more. */
const maxFileBytes = 64 * 1024 * 1024

function servedBy(origin: string, { send }: Tools): Served {
  return async (path) => {
    const response = await send(new Request(`${origin}${path}`))
    const bytes = await boundedBody(response, maxFileBytes)
    if (response.ok) return bytes
    if (response.status === 404) return null
    throw new Refusal(`The instance answered ${String(response.status)} for ${path}`, [
      'Try again in a minute.',
    ])
  }
}
