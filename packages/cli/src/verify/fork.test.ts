import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { utf8 } from '@porchlight/core'
import {
  createReader,
  createVerifier,
  formatTlogProof,
  openCheckpoint,
  parsePublicKey,
} from '@porchlight/log'

import { asking, entry, logKey, logOf, otherLogKey } from './fixture.test.ts'
import type { Files } from './fixture.test.ts'
import { checkFork } from './fork.ts'

const log = createVerifier(parsePublicKey(logKey))

function noteOf(files: Files): string {
  return Buffer.from(files.get('checkpoint') ?? utf8('')).toString()
}

/** The proof of an entry, with the entry. */
async function proofIn(files: Files, index: number): Promise<string> {
  const note = noteOf(files)
  const checkpoint = openCheckpoint(note, log)
  const store = { read: async (path: string) => await Promise.resolve(files.get(path) ?? null) }
  const reader = createReader({ store, checkpoint })
  const [hashes, extra] = [await reader.inclusion(index), await reader.entry(index)]
  return formatTlogProof({ index, hashes, checkpoint: note, extra })
}

const one = await logOf(asking)
const other = await logOf([...asking.slice(0, 2), entry('release.published')])

/** Whether two proofs, one below the other, prove a fork. */
function proves(a: string, b: string, key = logKey): boolean {
  const { verified, checks, difference } = checkFork(`${a}\n${b}`, key)
  assert.equal(
    verified,
    checks.every(({ holds }) => holds),
  )
  if (a.startsWith('c2sp')) assert.equal(verified, difference !== null)
  return verified
}

describe('checkFork()', () => {
  it('proves two histories by their first difference', async () => {
    assert.equal(proves(await proofIn(one, 2), await proofIn(other, 2)), true)
    assert.equal(proves(await proofIn(other, 2), await proofIn(one, 2)), true)
  })

  it('is not taken in by what can be true of one log', async () => {
    const same = await proofIn(one, 2)
    assert.equal(proves(same, same), false)
    assert.equal(proves(await proofIn(one, 1), await proofIn(other, 1)), false)
    assert.equal(proves(await proofIn(one, 2), await proofIn(other, 1)), false)
    assert.equal(proves(await proofIn(one, 3), await proofIn(other, 2)), false)
  })

  it('proves two histories of one size by their checkpoints, and not of two sizes', async () => {
    const same = await logOf([...asking.slice(0, 3), entry('release.published')])
    const [a, b, c] = [one, same, other].map((files) => noteOf(files))
    assert.equal(proves(a ?? '', b ?? ''), true)
    assert.equal(proves(a ?? '', c ?? ''), false)
    assert.equal(proves(a ?? '', a ?? ''), false)
    assert.equal(proves(a ?? '', b ?? '', otherLogKey), false)
    assert.equal(proves(a ?? '', (b ?? '').replace('\n4\n', '\n5\n')), false)
  })

  it('believes no proof that the log did not sign, and no other text', async () => {
    const [a, b] = [await proofIn(one, 2), await proofIn(other, 2)]
    assert.equal(proves(a, b, otherLogKey), false)
    assert.equal(proves(a, b, 'no key'), false)
    assert.equal(proves(a, b.replace(/^extra .*$/m, 'extra aGVsbG8=')), false)
    assert.equal(proves(a, b.replace(/^extra .*\n/m, '')), false)
    assert.equal(proves(a, ''), false)
    assert.equal(proves('', ''), false)
  })
})
