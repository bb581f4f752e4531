import { readFile } from 'node:fs/promises'

import { Command } from 'commander'

import { looking } from '../../refusal.ts'
import type { Tools } from '../../tools.ts'
import { checkRequestFile } from '../../verify/request.ts'
import type { RequestVerdict } from '../../verify/request.ts'
import { keyAdvice } from './options.ts'
import { ofWitnesses, sayVerdict } from './verdict.ts'
import type { Facts } from './verdict.ts'

interface RequestOptions {
  readonly log: string
  readonly json?: true
}

export function requestCommand(tools: Tools): Command {
  return new Command('request')
    .description('Check offline that a request was signed and is in the public log.')
    .argument('<file>', 'the request as the instance gives it (/api/requests/r…)')
    .requiredOption('--log <vkey>', 'the log’s verifier key')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', help)
    .action(async (file: string, options: RequestOptions) => {
      await verifyRequest(file, options, tools)
    })
}

const help = `${keyAdvice}

Example:
  curl -s https://porchlight.example/api/requests/r0123456789ab -o request.json
  porchlight verify request request.json --log 'porchlight.example/log+…'`

async function verifyRequest(file: string, options: RequestOptions, tools: Tools): Promise<void> {
  const text = await looking(async () => await readFile(file, 'utf8'))
  const verdict = checkRequestFile({ text, logKey: options.log })
  const { verified, checks, published } = verdict
  sayVerdict(
    {
      name: file,
      what: 'This request',
      verdict: { verified, checks },
      facts: requestFacts(verdict),
      notCovered: [...ofWitnesses(null), ...ofRequest],
      json: { published },
    },
    tools,
    options.json === true,
  )
}

function requestFacts({ published }: RequestVerdict): Facts {
  if (published === null) return []
  const { request } = published.signed
  return [
    ['  request', `${request.id}, version ${String(request.version)}`],
    ['  title', request.title],
    ['  asked by', `${published.agencyName} (${request.agency})`],
    ['  sealed to', request.recipient],
    ['  published', published.publishedAt],
  ]
}

const ofRequest = [
  'That the key belongs to the agency: call it, with a number that you found yourself.',
  'What the file says beside the signed request: its state, and how many answered.',
]
