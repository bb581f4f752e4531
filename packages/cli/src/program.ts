import { Command, CommanderError } from 'commander'

import packageJson from '../package.json' with { type: 'json' }

import { demoCommand } from './commands/demo.ts'
import { followCommand } from './commands/follow.ts'
import { hubCommand } from './commands/hub.ts'
import { mapCommand } from './commands/map.ts'
import { mirrorCommand } from './commands/mirror.ts'
import { monitorCommand } from './commands/monitor.ts'
import { openCommand } from './commands/open.ts'
import { sealCommand } from './commands/seal.ts'
import { serveCommand } from './commands/serve.ts'
import { verifyCommand } from './commands/verify.ts'
import { witnessCommand } from './commands/witness.ts'
import { refusalOf } from './refusal.ts'
import type { Tools } from './tools.ts'

/** 0: done. 1: refused, or found wanting. 2: not understood, or nothing could be looked at. 130: stopped by the person. */
export type ExitStatus = 0 | 1 | 2 | 130

/** Runs the command line. What is a bug is thrown. */
export async function runProgram(args: readonly string[], tools: Tools): Promise<ExitStatus> {
  const { terminal } = tools
  try {
    await program(tools).parseAsync([...args], { from: 'user' })
    return 0
  } catch (error) {
    terminal.status('')
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (tools.signal.aborted) {
      terminal.note('Stopped.')
      return 130
    }
    const refusal = refusalOf(error)
    if (refusal === null) throw error
    terminal.note(`porchlight: ${refusal.message}`)
    for (const line of refusal.advice) terminal.note(`  ${line}`)
    return refusal.status
  }
}

const commands = [
  sealCommand,
  verifyCommand,
  openCommand,
  witnessCommand,
  followCommand,
  hubCommand,
  mirrorCommand,
  monitorCommand,
  mapCommand,
  serveCommand,
  demoCommand,
] as const

function program(tools: Tools): Command {
  const { terminal } = tools
  const root = new Command('porchlight')
    .description('A community request system on the camera owner’s terms.')
    .version(packageJson.version, '--version', 'print the version')
    .exitOverride()
    .showHelpAfterError('(--help tells how it is used)')
    .configureOutput({
      writeOut: (text) => terminal.say(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    })
  for (const command of commands) root.addCommand(command(tools).copyInheritedSettings(root))
  return root.addHelpText('after', footer)
}

const footer = `
Each command tells more with --help. Results go to standard output, everything else
to standard error. Exit status: 0 done, 1 refused, 2 not understood; of verify: 0 verified,
1 not, 2 it could not look.`
