import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'

import { openFileSink } from './file-sink-node.ts'

let directory = ''

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'porchlight-sink-'))
})

afterEach(() => rmSync(directory, { recursive: true }))

describe('openFileSink()', () => {
  it('shows nothing under the name before the commit, and then everything', async () => {
    const sink = await openFileSink(join(directory, 'clip.mp4'))
    await sink.write(Uint8Array.of(1, 2))
    assert.deepEqual(readdirSync(directory), ['clip.mp4.opening'])
    await sink.write(Uint8Array.of(3))
    await sink.commit()
    assert.deepEqual(readdirSync(directory), ['clip.mp4'])
    assert.deepEqual([...readFileSync(join(directory, 'clip.mp4'))], [1, 2, 3])
    assert.equal(statSync(join(directory, 'clip.mp4')).mode & 0o777, 0o600)
  })

  it('leaves nothing when it is discarded', async () => {
    const sink = await openFileSink(join(directory, 'clip.mp4'))
    await sink.write(Uint8Array.of(1, 2))
    await sink.discard()
    assert.deepEqual(readdirSync(directory), [])
  })

  it('replaces an older file only when it commits', async () => {
    const path = join(directory, 'clip.mp4')
    writeFileSync(path, 'older')
    const discarded = await openFileSink(path)
    await discarded.write(Uint8Array.of(1))
    await discarded.discard()
    assert.equal(readFileSync(path, 'utf8'), 'older')
    const committed = await openFileSink(path)
    await committed.commit()
    assert.equal(readFileSync(path, 'utf8'), '')
  })
})
