import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { sha256Hex, utf8 } from '@porchlight/core'
import type { EntryOf } from '@porchlight/core'

import { checkFeeds } from './feeds.ts'
import type { LogFiles } from './log-files.ts'

/** Feeds 1 to 4; the first is older than a day. */
const texts = ['one', 'two', 'three', 'four']
const times = [
  '2026-11-22T10:00:00Z',
  '2026-11-22T10:05:00Z',
  '2026-11-23T10:00:00Z',
  '2026-11-23T10:05:00Z',
]
const feeds = new Map(
  texts.map((text, at): [number, EntryOf<'feed.published'>] => [
    at + 1,
    {
      kind: 'feed.published',
      number: at + 1,
      digest: sha256Hex(utf8(text)),
      at: times[at] ?? '',
    },
  ]),
)
const files = new Map(texts.map((text, at) => [`feed/${String(at + 1)}`, utf8(text)]))

function filesOf(served: ReadonlyMap<string, Uint8Array>): LogFiles {
  return { read: async (path) => await Promise.resolve(served.get(path) ?? null) }
}

/** What the failing checks say. */
async function failures(
  served: ReadonlyMap<string, Uint8Array>,
  keepsAll = true,
): Promise<readonly string[]> {
  const checks = await checkFeeds({ files: filesOf(served), feeds, keepsAll })
  return checks.filter(({ holds }) => !holds).map(({ says }) => says)
}

function without(number: number): ReadonlyMap<string, Uint8Array> {
  const left = new Map(files)
  left.delete(`feed/${String(number)}`)
  return left
}

describe('checkFeeds()', () => {
  it('finds nothing wrong with feeds as the log names them', async () => {
    assert.deepEqual(await failures(files), [])
    assert.deepEqual(await failures(files, false), [])
    const none = { files: filesOf(new Map()), feeds: new Map(), keepsAll: true }
    assert.deepEqual(await checkFeeds(none), [])
  })

  it('finds each feed of the last day that is missing, and lets older ones be gone', async () => {
    assert.deepEqual(await failures(without(1)), [])
    for (const number of [2, 3, 4])
      for (const keepsAll of [true, false])
        assert.deepEqual(await failures(without(number), keepsAll), [
          `Feed ${String(number)} is missing.`,
        ])
  })

  it('finds each feed that is another one, also an old one that is kept', async () => {
    for (const number of [1, 2, 3, 4]) {
      const altered = new Map(files).set(`feed/${String(number)}`, utf8('other'))
      assert.deepEqual(await failures(altered), [
        `Feed ${String(number)} is not the one that the log names.`,
      ])
    }
  })
})
