import { createInterface } from 'node:readline/promises'
import type { ReadStream, WriteStream } from 'node:tty'
import { Writable } from 'node:stream'

import type { Terminal } from './terminal.ts'

/** The standard streams of a process. */
export interface Streams {
  readonly stdin: ReadStream
  readonly stdout: WriteStream
  readonly stderr: WriteStream
}

export function processTerminal({ stdin, stdout, stderr }: Streams): Terminal {
  let shown = false
  function clear(): void {
    if (shown) stderr.write('\r\u001B[K')
    shown = false
  }
  async function question(text: string, echo: Writable): Promise<string | null> {
    clear()
    if (!stdin.isTTY) return null
    stderr.write(text)
    const lines = createInterface({ input: stdin, output: echo, terminal: true })
    try {
      return await new Promise<string | null>((resolve) => {
        lines.once('line', resolve)
        lines.once('close', () => {
          resolve(null)
        })
      })
    } finally {
      lines.close()
    }
  }
  return {
    say: (text) => {
      clear()
      stdout.write(`${text}\n`)
    },
    note: (text) => {
      clear()
      stderr.write(`${text}\n`)
    },
    interactive: stdin.isTTY && stderr.isTTY,
    status: (text) => {
      if (!stderr.isTTY) return
      clear()
      if (text === '') return
      stderr.write(text.slice(0, (stderr.columns || usualColumns) - 1))
      shown = true
    },
    ask: async (text) => await question(text, stderr),
    askSecret: async (text) => {
      const answer = await question(text, silence())
      stderr.write('\n')
      return answer
    },
  }
}

/** Some terminals do not tell their width. */
const usualColumns = 80

/** Takes what readline would echo. */
function silence(): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      done()
    },
  })
}
