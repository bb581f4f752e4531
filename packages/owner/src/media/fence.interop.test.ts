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

/** What takes longer than its second of a processor and this has not been ended by the fence. */
const patienceMillis = 20_000

/** Whether a program inside could do it. */
function can(kind: SandboxKind, tool: string, args: readonly string[]): boolean {
  const reach = { reads: [given], writes: [target], cpuSeconds: 1 }
  const [program, words] = fenced([tool, args], reach, kind)
  return spawnSync(program, [...words], { timeout: patienceMillis }).status === 0
}

const skip = sandboxKind() === 'bubblewrap' ? false : 'this system lets nobody make namespaces'
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

  it('does not let it reach the network, with bubblewrap or without', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((listening) => server.once('listening', listening))
    const address = server.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const knock = ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`]
    for (const kind of ['bubblewrap', 'no-network'] as const) {
      assert.ok(can(kind, 'true', []), `${kind} lets it run`)
      assert.equal(can(kind, 'bash', knock), false, kind)
    }
    for (const kind of ['limits', 'none'] as const)
      assert.ok(can(kind, 'bash', knock), `control: ${kind} does not keep it from that`)
    server.close()
  })
})

describe('the limits of ffmpeg, with or without a fence', () => {
  const kinds = (['bubblewrap', 'no-network', 'limits'] as const).filter((kind) =>
    can(kind, 'true', []),
  )

  it('are there on every system with a shell', () => {
    assert.ok(kinds.includes('limits'))
  })

  for (const [says, asks] of [
    ['no more memory than pictures need', 'test "$(ulimit -v)" = 8388608'],
    ['no file larger than a clip can be', 'test "$(ulimit -f)" = 33554432'],
    ['no dump of its memory, few files', 'test "$(ulimit -c) $(ulimit -n)" = "0 256"'],
  ] as const)
    it(`give it ${says}`, () => {
      for (const kind of kinds) assert.ok(can(kind, 'sh', ['-c', asks]), kind)
      assert.equal(can('none', 'sh', ['-c', asks]), false, 'control: without them there is none')
    })

  it('really refuse memory', () => {
    // of nine gibibytes
    const takes = ['if=/dev/null', 'of=/dev/null', 'bs=9G', 'count=1']
    for (const kind of kinds) assert.equal(can(kind, 'dd', takes), false, kind)
    assert.ok(can('none', 'dd', takes), 'control: without limits it gets it')
  })

  it('end a program that has had its time on the processor, though nobody watches', () => {
    const spins = ['-c', 'i=0; while [ $i -lt 3000000 ]; do i=$((i+1)); done']
    for (const kind of kinds) assert.equal(can(kind, 'sh', spins), false, kind)
    const [program, words] = ['sh', spins]
    const free = spawnSync(program, words, { timeout: 60_000 })
    assert.equal(free.status, 0, 'control: it would have ended by itself')
  })
})
