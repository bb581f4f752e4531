import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'

import { portNear } from './demo/port.ts'

const program = join(import.meta.dirname, 'main.ts')

describe('Ctrl-C', { timeout: 60_000 }, () => {
  it('ends a demonstration and takes its directory away, also when npm passes it on twice', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'porchlight-stop-'))
    try {
      const port = String(await portNear(0))
      const child = spawn(
        process.execPath,
        ['--conditions=porchlight', program, 'demo', '--port', port],
        { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, TMPDIR: temporary } },
      )
      for await (const line of createInterface({ input: child.stdout }))
        if (line.includes('Ctrl-C')) break
      assert.equal((await readdir(temporary)).length, 1)
      child.kill('SIGINT')
      child.kill('SIGINT')
      await once(child, 'exit')
      assert.deepEqual(await readdir(temporary), [])
    } finally {
      await rm(temporary, { recursive: true, force: true })
    }
  })
})

describe('a reader that goes away', { timeout: 60_000 }, () => {
  it('ends the program without a word', async () => {
    const child = spawn(process.execPath, ['--conditions=porchlight', program, '--help'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    const ended = await Promise.all([once(child, 'exit'), text(child.stderr)])
    assert.deepEqual(ended, [[141, null], ''])
  })
})
