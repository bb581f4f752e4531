import { readFile } from 'node:fs/promises'

import { Command } from 'commander'

import { looking } from '../../refusal.ts'
import type { Tools } from '../../tools.ts'
import { checkFork } from '../../verify/fork.ts'
import { sayVerdict } from './verdict.ts'

interface ForkOptions {
  readonly log: string
  readonly json?: true
}

export function forkCommand(tools: Tools): Command {
  return new Command('fork')
    .description('Check evidence that a log has signed two histories, offline.')
    .argument('<file>', 'what a mirror, monitor or witness kept: evidence/fork-….txt')
    .requiredOption('--log <vkey>', 'the log’s verifier key')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', help)
    .action(async (file: string, options: ForkOptions) => {
      await verifyFork(file, options, tools)
    })
}

const help = `
The file holds two C2SP tlog-proofs, or two checkpoints of one size, so that nobody needs
to believe whoever kept it. Verified means: the log lied.

Example:
  porchlight verify fork evidence/fork-1204-1f0a….txt --log 'porchlight.example/log+…'`

async function verifyFork(file: string, options: ForkOptions, tools: Tools): Promise<void> {
  const text = await looking(async () => await readFile(file, 'utf8'))
  const { verified, checks, difference } = checkFork(text, options.log)
  sayVerdict(
    {
      name: file,
      what: 'This evidence',
      verdict: { verified, checks },
      facts: [],
      notCovered: ['Which of the two histories is the true one, and who was shown which.'],
      json: { difference },
    },
    tools,
    options.json === true,
  )
}
