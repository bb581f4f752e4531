import { Command, CommanderError } from 'commander'

import packageJson from '../package.json' with { type: 'json' }

import { refusalOf } from './refusal.ts'
import type { Tools } from './tools.ts'

/** 0: done. 1: refused, or found wanting. 2: not understood, or nothing could be looked at. 130: stopped by the person. */
export type ExitStatus = 0 | 1 | 2 | 130

/** Runs the command line. What is a bug is thrown. */
export async function runProgram(args: readonly string[], tools: Tools): Promise<ExitStatus> {
  const { terminal } = tools
  try {
    await program(await namedIn(args), tools).parseAsync([...args], { from: 'user' })
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

type MakeCommand = (tools: Tools) => Command

/** Each is loaded when it is asked for: a hub at home does without what a server needs. */
const commands: ReadonlyMap<string, () => Promise<MakeCommand>> = new Map([
  ['seal', async () => (await import('./commands/seal.ts')).sealCommand],
  ['verify', async () => (await import('./commands/verify.ts')).verifyCommand],
  ['open', async () => (await import('./commands/open.ts')).openCommand],
  ['witness', async () => (await import('./commands/witness.ts')).witnessCommand],
  ['follow', async () => (await import('./commands/follow.ts')).followCommand],
  ['hub', async () => (await import('./commands/hub.ts')).hubCommand],
  ['mirror', async () => (await import('./commands/mirror.ts')).mirrorCommand],
  ['monitor', async () => (await import('./commands/monitor.ts')).monitorCommand],
  ['map', async () => (await import('./commands/map.ts')).mapCommand],
  ['serve', async () => (await import('./commands/serve.ts')).serveCommand],
  ['demo', async () => (await import('./commands/demo.ts')).demoCommand],
])

/** The one that is named first; all of them where help is wanted, or none is meant. */
async function namedIn([first = '']: readonly string[]): Promise<readonly MakeCommand[]> {
  const named = commands.get(first)
  const wanted = named === undefined ? [...commands.values()] : [named]
  return await Promise.all(wanted.map(async (load) => await load()))
}

function program(made: readonly MakeCommand[], tools: Tools): Command {
  const { terminal } = tools
  const root = new Command('porchlight')
    .description('A community request system on the camera owner’s terms.')
    .version(packageJson.version, '--version', 'print the version')
    .exitOverride()
    // a command and one below it may have an option of the same name: it is of the one that it stands behind
    .enablePositionalOptions()
    .showHelpAfterError('(--help tells how it is used)')
    .configureOutput({
      writeOut: (text) => terminal.say(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    })
  for (const make of made) root.addCommand(make(tools))
  inherit(root)
  return root.addHelpText('after', footer)
}

/** Commands that were made apart know nothing of what holds for those above them. */
function inherit(above: Command): void {
  for (const command of above.commands) inherit(command.copyInheritedSettings(above))
}

const footer = `
Each command tells more with --help. Results go to standard output, everything else
to standard error. Exit status: 0 done, 1 refused, 2 not understood; of verify: 0 verified,
1 not, 2 it could not look.`
