import { readFile } from 'node:fs/promises'

import { Command } from 'commander'

import { looking, Refusal } from '../../refusal.ts'
import type { Tools } from '../../tools.ts'
import { keyIn, readPolicy } from '../../verify/place.ts'
import { checkRequestFile } from '../../verify/request.ts'
import type { RequestVerdict } from '../../verify/request.ts'
import { keyAdvice, withTrust } from './options.ts'
import type { LogOptions } from './options.ts'
import { ofWitnesses, sayVerdict } from './verdict.ts'
import type { Facts } from './verdict.ts'

export function requestCommand(tools: Tools): Command {
  const command = new Command('request')
    .description('Check offline that a request was signed and is in the public log.')
    .argument('<file>', 'the request as the instance gives it (/api/requests/r…)')
  return withTrust(command)
    .addHelpText('after', help)
    .action(async (file: string, options: LogOptions) => {
      await verifyRequest(file, options, tools)
    })
}

const help = `${keyAdvice}

Example:
  curl -s https://porchlight.example/api/requests/r0123456789ab -o request.json
  porchlight verify request request.json --log 'porchlight.example/log+…'`

async function verifyRequest(file: string, options: LogOptions, tools: Tools): Promise<void> {
  const verdict = await looking(async () => await judge(file, options))
  const { verified, checks, published } = verdict
  const witnesses = options.policy === undefined ? null : ({ asked: true, whose: 'yours' } as const)
  sayVerdict(
    {
      name: file,
      what: 'This request',
      verdict: { verified, checks },
      facts: requestFacts(verdict),
      notCovered: [...ofWitnesses(witnesses), ...ofRequest],
      json: { published },
    },
    tools,
    options.json === true,
  )
}

async function judge(file: string, options: LogOptions): Promise<RequestVerdict> {
  const policyText = options.policy === undefined ? null : await readPolicy(options.policy)
  const logKey = options.log ?? (policyText === null ? null : keyIn(policyText))
  if (logKey === null)
    throw new Refusal('A request does not say in which log it is: give the key with --log.')
  return checkRequestFile({ text: await readFile(file, 'utf8'), logKey, policyText })
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
