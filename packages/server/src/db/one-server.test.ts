import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { holdDataDirectory } from './one-server.ts'

describe('holdDataDirectory()', () => {
  let directory = ''
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-hold-'))
  })
  after(async () => {
    await rm(directory, { recursive: true })
  })

  it('keeps a second one off, until the first lets go', () => {
    const hold = holdDataDirectory(directory)
    assert.throws(() => holdDataDirectory(directory), { code: 'instance/in-use' })
    hold.release()
    holdDataDirectory(directory).release()
  })
})
