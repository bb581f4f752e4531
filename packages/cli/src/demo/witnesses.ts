import { join } from 'node:path'

import type { Tools } from '../tools.ts'
import { policyLine, startWitness } from '../witness/start.ts'
import type { RunningWitness } from '../witness/start.ts'

/** Invented, as everybody in Maple Heights: a newspaper and a library. */
const names = ['newspaper.maple-heights.example', 'library.maple-heights.example'] as const

export interface DemoWitnesses {
  /** C2SP tlog-policy lines: both must have cosigned. */
  readonly policy: string
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Two witnesses for a demonstration's log, in this process: nobody's word for the log but theirs counts. */
export async function startDemoWitnesses(
  { directory, logKey }: { readonly directory: string; readonly logKey: string },
  { now, random, terminal }: Tools,
): Promise<DemoWitnesses> {
  const running: RunningWitness[] = []
  const lines: string[] = []
  for (const name of names) {
    const witness = await startWitness({
      directory: join(directory, name),
      name,
      logs: [logKey],
      host: '127.0.0.1',
      port: 0,
      now,
      random,
      tell: terminal.note,
    })
    running.push(witness)
    lines.push(policyLine(name, witness.vkey, witness.url))
  }
  return {
    policy: [...lines, `group both all ${names.join(' ')}`, 'quorum both', ''].join('\n'),
    [Symbol.asyncDispose]: async () => {
      for (const witness of running) await witness.close()
    },
  }
}
