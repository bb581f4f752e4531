import { readFile, writeFile } from 'node:fs/promises'

import { federalTieNames, Offence, offenceNames } from '@porchlight/core'
import { filtersText, hubApi, mergeFilters, readFilters } from '@porchlight/owner'
import type { FilterList } from '@porchlight/owner'
import { Command } from 'commander'

import { plain } from '../print.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { askHub, asking } from './line.ts'
import type { HubAddress } from './line.ts'

/** What the owner does not want to see: kept on their machine, and shared as a file if they like. */
export function filtersCommand(tools: Tools): Command {
  const command = new Command('filters').description(
    'What not to show: agencies with a badge, kinds of incidents. Nobody is told.',
  )
  command.addCommand(
    asking(
      new Command('show').description('What is hidden, and how many requests that is.'),
    ).action(async (options: HubAddress) => {
      const { filters, feed } = await (await askHub(options, tools))(hubApi.view, {})
      tools.terminal.say([...linesOf(filters), hiddenText(feed?.hidden ?? 0)].join('\n'))
    }),
  )
  command.addCommand(
    asking(new Command('export').argument('<file>', 'where to write it'))
      .description('Write the list to a file that can be shared.')
      .action(async (file: string, options: HubAddress) => {
        const { filters } = await (await askHub(options, tools))(hubApi.view, {})
        // never over a file that is there
        await writeFile(file, filtersText(filters), { flag: 'wx' })
        tools.terminal.say(`Written to ${plain(file)}. It says nothing of you or your cameras.`)
      }),
  )
  command.addCommand(
    asking(new Command('import').argument('<file>', 'a list that somebody shared'))
      .description('Hide what a shared list hides, beside what you hide already.')
      .option('--replace', 'instead of what you hide already')
      .action(async (file: string, options: HubAddress & { readonly replace?: true }) => {
        await importList(file, options, tools)
      }),
  )
  return command
}

async function importList(
  file: string,
  options: HubAddress & { readonly replace?: true },
  tools: Tools,
): Promise<void> {
  const read = readFilters(await readFile(file, 'utf8'))
  if (read.kind === 'bad')
    throw new Refusal('This file is no filter list. Nothing was changed.', [reasons[read.because]])
  const ask = await askHub(options, tools)
  const { filters: before } = await ask(hubApi.view, {})
  const filters = options.replace === true ? read.list : mergeFilters(before, read.list)
  const { feed } = await ask(hubApi.setFilters, { filters })
  if (read.unknown.length > 0)
    tools.terminal.note(`Not known here, and kept: ${read.unknown.map(plain).join(', ')}`)
  tools.terminal.say([...linesOf(filters), hiddenText(feed?.hidden ?? 0)].join('\n'))
}

const reasons = {
  'not-json': 'It is not JSON. Export one to see the form: porchlight hub filters export FILE',
  'not-filters': 'It is JSON of another kind, or hides something that there is no filter for.',
  'too-long': 'It is longer than any filter list.',
  'too-new': 'It is of a newer version of Porchlight: upgrade the hub first.',
} as const

function linesOf({ hideBadges, hideOffences }: FilterList): readonly string[] {
  const offences = hideOffences.map((name) => {
    const { data } = Offence.safeParse(name)
    return data === undefined ? `${plain(name)} (not known here)` : offenceNames[data].en
  })
  return [
    ...hideBadges.map((badge) => `hidden     agencies with ${federalTieNames[badge].en}`),
    ...offences.map((name) => `hidden     ${name}`),
    ...(hideBadges.length + offences.length === 0 ? ['Nothing is hidden.'] : []),
  ]
}

function hiddenText(count: number): string {
  if (count === 0) return 'No open request is hidden now.'
  return `${String(count)} open ${count === 1 ? 'request is' : 'requests are'} hidden now.`
}
