import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { openDemoDirectory } from './directory.ts'

describe('openDemoDirectory()', () => {
  let temporary = ''
  before(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'porchlight-test-'))
  })
  after(async () => {
    await rm(temporary, { recursive: true })
  })

  it('takes a directory of its own away with it', async () => {
    const directory = await openDemoDirectory(undefined, temporary)
    assert.ok(existsSync(directory.path))
    await directory[Symbol.asyncDispose]()
    assert.ok(!existsSync(directory.path))
  })

  it('wipes what an earlier demonstration left, and leaves a named one', async () => {
    const named = join(temporary, 'demo')
    const first = await openDemoDirectory(named, temporary)
    await writeFile(join(named, 'porchlight.db'), 'old')
    await first[Symbol.asyncDispose]()
    await openDemoDirectory(named, temporary)
    assert.deepEqual(await readdir(named), ['.porchlight-demo'])
  })

  it('refuses a directory that holds something else, and touches nothing in it', async () => {
    const named = join(temporary, 'photos')
    const { path } = await openDemoDirectory(named, temporary)
    await rm(join(path, '.porchlight-demo'))
    await writeFile(join(named, 'wedding.jpg'), 'x')
    await assert.rejects(openDemoDirectory(named, temporary), { name: 'Refusal' })
    assert.deepEqual(await readdir(named), ['wedding.jpg'])
  })
})
