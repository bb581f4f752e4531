import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { Entry } from '@porchlight/core'

import { checkClaim } from './claim.ts'
import type { ClaimVerdict } from './claim.ts'
import {
  asking,
  entry,
  logKey,
  logOf,
  now,
  recipient,
  twoWitnesses,
  witnessKeys,
} from './fixture.test.ts'
import { checkLog } from './log.ts'

const vault = 'd'.repeat(32)
const stranger = 'f'.repeat(32)
const opened = entry('instance.opened', { witnesses: twoWitnesses })
const story: readonly Entry[] = [opened, ...asking.slice(1), entry('submission.sealed')]

async function claimOf(
  to: string,
  entries: readonly Entry[] = story,
  cosigners = witnessKeys,
): Promise<ClaimVerdict> {
  const files = await logOf(entries, cosigners)
  const log = await checkLog({
    files: { read: async (path) => await Promise.resolve(files.get(path) ?? null) },
    logKey,
    policyText: null,
    keepsAll: true,
    facts: null,
    progress: () => undefined,
  })
  return checkClaim(log, to)
}

/** The last check: what the claim comes to. */
function said({ checks }: ClaimVerdict): string | undefined {
  return checks.at(-1)?.says
}

describe('checkClaim()', () => {
  it('holds for a key that no answer names, and says in which tree and who cosigned it', async () => {
    for (const to of [stranger, vault]) {
      const verdict = await claimOf(to)
      assert.deepEqual([verdict.verified, verdict.submissions], [true, 0])
      assert.equal(
        said(verdict),
        `Submissions addressed to that key: 0, in a tree of 5, cosigned by w1.example (${now}), w2.example (${now}).`,
      )
    }
    assert.deepEqual((await claimOf(stranger)).keyOf, [])
    assert.deepEqual((await claimOf(vault)).keyOf, ['agency a00000000000a'])
  })

  it('does not hold for a key that an answer was sealed to', async () => {
    const verdict = await claimOf(recipient)
    assert.deepEqual([verdict.verified, verdict.submissions], [false, 1])
    assert.match(said(verdict) ?? '', /^Submissions addressed to that key: 1, /)
    assert.deepEqual(verdict.keyOf, ['request r00000000000a of agency a00000000000a'])
  })

  it('is no proof where no witness had to cosign, or too few did', async () => {
    const alone = await claimOf(stranger, [entry('instance.opened')], [])
    assert.deepEqual([alone.verified, alone.submissions], [false, 0])
    const few = await claimOf(stranger, story, witnessKeys.slice(0, 1))
    assert.deepEqual([few.verified, few.submissions], [false, 0])
  })

  it('says nothing of a log that cannot be read', async () => {
    const log = await checkLog({
      files: { read: async () => await Promise.resolve(null) },
      logKey,
      policyText: null,
      keepsAll: true,
      facts: null,
      progress: () => undefined,
    })
    const verdict = checkClaim(log, stranger)
    assert.deepEqual([verdict.verified, verdict.submissions], [false, null])
  })
})
