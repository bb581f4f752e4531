import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { utf8 } from '@porchlight/core'
import type { Entry } from '@porchlight/core'

import {
  asking,
  entry,
  logKey,
  logOf,
  now,
  otherLogKey,
  recipient,
  twoWitnesses,
  witnessKeys,
} from './fixture.test.ts'
import type { Files } from './fixture.test.ts'
import { checkLog } from './log.ts'
import type { LogInput, LogVerdict } from './log.ts'

async function verdictOn(files: Files, changes: Partial<LogInput> = {}): Promise<LogVerdict> {
  return await checkLog({
    files: { read: async (path) => await Promise.resolve(files.get(path) ?? null) },
    logKey,
    policyText: null,
    keepsAll: true,
    facts: null,
    progress: () => undefined,
    ...changes,
  })
}

/** What the failing checks say. */
function failures({ checks, verified }: LogVerdict): readonly string[] {
  const found = checks.filter(({ holds }) => !holds).map(({ says }) => says)
  assert.equal(verified, found.length === 0)
  return found
}

const answers: readonly Entry[] = Array.from({ length: 300 }, () => entry('submission.sealed'))
const honest = await logOf([...asking, ...answers])

describe('checkLog()', () => {
  it('verifies an honest log, and counts what is in it', async () => {
    const seen: string[] = []
    let progress: readonly number[] = []
    const verdict = await verdictOn(honest, {
      onEntry: ({ kind }, index) => (seen[index] = kind),
      progress: (done, all) => (progress = [done, all]),
    })
    assert.deepEqual(failures(verdict), [])
    assert.deepEqual(verdict.read?.counts.recipients, new Map([[recipient, 300]]))
    assert.deepEqual(
      seen,
      [...asking, ...answers].map(({ kind }) => kind),
    )
    assert.deepEqual(progress, [304, 304])
  })

  it('reads every file once', async () => {
    const read: string[] = []
    await verdictOn(honest, {
      files: {
        read: async (path) => {
          read.push(path)
          return await Promise.resolve(honest.get(path) ?? null)
        },
      },
    })
    assert.deepEqual(read.toSorted(), [...honest.keys()].toSorted())
  })

  it('finds each file that is missing, and each with one bit turned', async () => {
    assert.ok(honest.size >= 5, `${String(honest.size)} files`)
    for (const [path, bytes] of honest) {
      const without = new Map(honest)
      without.delete(path)
      assert.equal((await verdictOn(without)).verified, false, `without ${path}`)
      const turned = bytes.slice()
      turned[turned.length - 3] = (turned.at(-3) ?? 0) ^ 1
      const altered = new Map(honest).set(path, turned)
      assert.equal((await verdictOn(altered)).verified, false, `altered ${path}`)
    }
  })

  it('finds the log of another key', async () => {
    const verdict = await verdictOn(honest, { logKey: otherLogKey })
    assert.deepEqual(failures(verdict), ['The checkpoint is not signed by this log.'])
    assert.deepEqual(failures(await verdictOn(honest, { logKey: 'no key' })), [
      'The key of the log is not one.',
    ])
  })

  it('names the entries that do not belong, though the log signed them', async () => {
    const files = await logOf([entry('submission.sealed'), utf8('hello'), utf8('{"kind":"x"}')])
    assert.deepEqual(failures(await verdictOn(files)), [
      'Entry 0 comes before the instance said by which rules it goes.',
      'Entry 0 is about a request that was never published.',
      'Entry 1 is no JSON.',
      'Entry 2 has a form that this program does not know.',
    ])
  })

  it('finds a key that is dated back to get around its cool-off', async () => {
    const entries = [
      ...asking,
      entry('release.published', { at: '2026-12-10T10:00:00Z' }),
      entry('release.published', { at: '2026-12-10T09:00:00Z' }),
      entry('agency.key', { at: '2026-12-07T10:00:00Z', from: '2026-12-10T10:00:00Z' }),
    ]
    assert.deepEqual(failures(await verdictOn(await logOf(entries))), [
      'Entry 6 is dated more than an hour before one that comes before it.',
    ])
  })

  it('lists the first of many, and counts the rest', async () => {
    const files = await logOf(Array.from({ length: 25 }, () => utf8('hello')))
    const found = failures(await verdictOn(files))
    assert.equal(found.length, 11)
    assert.equal(found.at(-1), '… and 15 entries more.')
  })

  it('asks for the witnesses that the log names', async () => {
    const entries = [entry('instance.opened', { witnesses: twoWitnesses })]
    const both = await verdictOn(await logOf(entries, witnessKeys))
    assert.deepEqual(failures(both), [])
    assert.deepEqual(both.read?.witnesses.cosignatures, [
      { witness: 'w1.example', at: now },
      { witness: 'w2.example', at: now },
    ])
    assert.deepEqual(
      [both.read.witnesses.asked, both.read.witnesses.whose],
      [true, 'the log’s own'],
    )
    for (const few of [[], witnessKeys.slice(1)]) {
      const [found = assert.fail()] = failures(await verdictOn(await logOf(entries, few)))
      assert.match(found, /^Too few witnesses have cosigned: [01] of 2, /)
    }
  })

  it('asks for the witnesses that the person trusts, whatever the log names', async () => {
    const none = [entry('instance.opened')]
    const unwitnessed = await verdictOn(await logOf(none), { policyText: twoWitnesses })
    assert.deepEqual(failures(unwitnessed), ['Too few witnesses have cosigned: 0 of 2, nobody.'])
    const witnessed = await verdictOn(await logOf(none, witnessKeys), { policyText: twoWitnesses })
    assert.deepEqual(failures(witnessed), [])
    assert.equal(witnessed.read?.witnesses.whose, 'yours')
  })

  it('finds witnesses that are none', async () => {
    const files = await logOf([entry('instance.opened', { witnesses: 'quorum nobody\n' })])
    assert.deepEqual(failures(await verdictOn(files)), [
      'The list of witnesses does not have the form of one.',
    ])
  })
})
