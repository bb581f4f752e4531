import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { PublicRequest } from '@porchlight/core'

import type { LogLine } from '../log/lines.ts'
import { agencyId, memorySource, publicRequest, requestId } from './fixture.test.ts'
import { directoryOf } from './log-page-names.ts'

/** A source that counts how often all requests were read. */
function countingSource(requests: readonly PublicRequest[]) {
  const held = [...requests]
  const source = memorySource({ requests: held })
  let reads = 0
  return {
    held,
    reads: () => reads,
    source: {
      ...source,
      requests: async () => {
        reads += 1
        return await source.requests()
      },
    },
  }
}

function lineOf(request: string): LogLine {
  const about = { request, agency: agencyId, partners: [] }
  const entry = { kind: 'request.withdrawn', request, at: '2026-11-23T10:00:00Z' } as const
  return { index: 0, entry, about }
}

describe('directoryOf()', () => {
  it('reads names once for one checkpoint, and again for the next', async () => {
    const { source, reads } = countingSource([publicRequest()])
    const reading = await source.log()
    for (const _ of [1, 2, 3]) {
      const { requests } = await directoryOf(source, reading, [lineOf(requestId)])
      assert.equal(requests.get(requestId), publicRequest().signed.request.title)
    }
    assert.equal(reads(), 1)
    await directoryOf(source, await source.log(), [])
    assert.equal(reads(), 2)
  })

  it('reads them again for what it does not know yet', async () => {
    const { source, reads, held } = countingSource([publicRequest()])
    const reading = await source.log()
    await directoryOf(source, reading)
    held.push(publicRequest({ id: 'r00000000000b', title: 'Another' }))
    const { requests } = await directoryOf(source, reading, [lineOf('r00000000000b')])
    assert.deepEqual([requests.get('r00000000000b'), reads()], ['Another', 2])
  })

  it('does not keep a failure', async () => {
    const source = memorySource()
    const reading = await source.log()
    const broken = { ...source, agencies: async () => await Promise.reject(new Error('away')) }
    await assert.rejects(directoryOf(broken, reading), /away/)
    assert.equal((await directoryOf(source, reading)).agencies.size, 1)
  })
})
