import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import { fenced, sandboxKind } from './fence.ts'
import type { SandboxKind } from './fence.ts'

const directory = mkdtempSync(join(tmpdir(), 'porchlight-fence-'))
after(() => {
  rmSync(directory, { recursive: true })
})
const given = join(directory, 'given.txt')
const other = join(directory, 'other.txt')
const target = join(directory, 'target.txt')
writeFileSync(given, 'given')
writeFileSync(other, 'a secret of this machine')
writeFileSync(target, '')

/** Whether a program inside could do it. */
function can(kind: SandboxKind, tool: string, args: readonly string[]): boolean {
  const [program, words] = fenced([tool, args], { reads: [given], writes: [target] }, kind)
  return spawnSync(program, [...words]).status === 0
}

const skip = sandboxKind() === 'none' ? 'this system lets nobody make namespaces' : false
if (skip !== false) process.stdout.write(`The fence is not tested: ${skip}.\n`)

describe('the fence around ffmpeg', { skip }, () => {
  it('lets it read and write what it was given', () => {
    assert.ok(can('bubblewrap', 'cat', [given]))
    assert.ok(can('bubblewrap', 'cp', [given, target]))
  })

  const forbidden = [
    ['read another file beside it', 'cat', [other]],
    ['read whose machine this is', 'cat', ['/etc/passwd']],
    ['write what it only may read', 'cp', ['/bin/true', given]],
    ['see the programs of others', 'sh', ['-c', `test -d /proc/${String(process.pid)}`]],
  ] as const
  for (const [says, tool, args] of forbidden)
    it(`does not let it ${says}`, () => {
      assert.equal(can('bubblewrap', tool, args), false)
      if (tool !== 'cp') assert.ok(can('none', tool, args), 'control: without the fence it can')
    })

  it('does not let it reach the network', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((listening) => server.once('listening', listening))
    const address = server.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const knock = ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`]
    assert.equal(can('bubblewrap', 'bash', knock), false)
    assert.ok(can('none', 'bash', knock), 'control: without the fence it can')
    server.close()
  })

  it('gives it no more memory than pictures need', () => {
    const asks = ['-c', 'test "$(ulimit -v)" = 8388608']
    assert.ok(can('bubblewrap', 'sh', asks))
    assert.equal(can('none', 'sh', asks), false, 'control: without the fence it has no limit')
  })
})
