import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { sha256Hex, utf8 } from './bytes.ts'
import { canonical } from './canonical.ts'
import {
  directoryKinds,
  feedBytes,
  feedEntry,
  feedProofBytes,
  feedsBefore,
  nextFeed,
  readFeed,
  readFeedProof,
} from './feed.ts'
import type { Feed, FeedProof } from './feed.ts'
import { examples } from './replay/fixture.test.ts'
import { agency, goodRequest } from './rules/example.test.ts'
import { sign } from './sign.ts'

const at = '2026-11-23T10:00:30Z'
const hash = Buffer.alloc(32, 7).toString('base64')
const secret = new Uint8Array(32).fill(9)
const signature = sign('porchlight/request/v1', goodRequest, secret)

const feed: Feed = {
  kind: 'porchlight/feed/v1',
  number: 7,
  origin: 'https://porchlight.example',
  at,
  checkpoint: 'porchlight.example/log\n3\n…',
  consistency: [{ size: 2, hashes: [hash] }],
  directory: [
    { index: 0, hashes: [hash, hash], entry: examples['instance.opened'] },
    { index: 1, hashes: [hash, hash], entry: examples['agency.admitted'] },
  ],
  agencies: [{ profile: agency, keys: { signing: signature.key, vault: goodRequest.recipient } }],
  issuer: null,
  news: [],
  messages: [Buffer.alloc(4296, 3).toString('base64')],
  requests: [
    { index: 2, hashes: [hash], signed: { request: goodRequest, signature }, publishedAt: at },
  ],
}

const proof: FeedProof = {
  kind: 'porchlight/feed-proof/v1',
  number: 7,
  path: '/feed/7',
  digest: sha256Hex(feedBytes(feed)),
  at,
  proof: 'c2sp.org/tlog-proof@v1\nindex 3\n…',
  consistency: [hash],
}

function altered(text: (json: string) => string): Uint8Array {
  const json = text(new TextDecoder().decode(feedBytes(feed)).trimEnd())
  return utf8(`${json}${' '.repeat(65_535 - utf8(json).length)}\n`)
}

describe('feedBytes()', () => {
  it('is read back as it was written', () => {
    assert.deepEqual(readFeed(feedBytes(feed)), { read: true, value: feed })
    assert.deepEqual(readFeedProof(feedProofBytes(proof)), { read: true, value: proof })
  })

  it('is JSON for everybody, and of one of few sizes', () => {
    assert.deepEqual(JSON.parse(new TextDecoder().decode(feedBytes(feed))), feed)
    assert.equal(feedBytes(feed).length, 65_536)
    assert.equal(feedProofBytes(proof).length, 8192)
    const [entry] = feed.directory
    const many = { ...feed, directory: Array.from({ length: 300 }, () => entry ?? never()) }
    assert.ok(canonical(many).length > 65_536)
    assert.equal(feedBytes(many).length % 65_536, 0)
  })

  it('takes another step where only the line break would not fit', () => {
    const room = 65_536 - utf8(canonical({ ...feed, checkpoint: '' })).length
    assert.equal(feedBytes({ ...feed, checkpoint: '-'.repeat(room - 1) }).length, 65_536)
    assert.equal(feedBytes({ ...feed, checkpoint: '-'.repeat(room) }).length, 131_072)
  })
})

describe('readFeed()', () => {
  const bytes = feedBytes(feed)
  const unread: readonly (readonly [name: string, bytes: Uint8Array, because: string])[] = [
    ['nothing', utf8(''), 'size'],
    ['a feed without its padding', utf8(canonical(feed)), 'size'],
    ['a feed cut short', bytes.subarray(0, 65_535), 'size'],
    [
      'a feed padded by a step too many',
      Buffer.concat([bytes.subarray(0, -1), Buffer.from(`${' '.repeat(65_536)}\n`)]),
      'not-canonical',
    ],
    ['padding of something else', altered((json) => `${json}\t`), 'not-canonical'],
    ['two feeds', altered((json) => json + json), 'not-json'],
    ['a field too many', altered((json) => json.replace('{', '{"threads":[],')), 'unknown-form'],
    [
      'a message of another length',
      altered((json) =>
        json.replace(feed.messages?.[0] ?? '', Buffer.alloc(4295, 3).toString('base64')),
      ),
      'unknown-form',
    ],
    ['a field too few', altered((json) => json.replace('"number":7,', '')), 'unknown-form'],
    ['another kind', altered((json) => json.replace('feed/v1', 'feed/v2')), 'unknown-form'],
    [
      'an entry that is none of the directory',
      altered((json) =>
        json.replace(
          canonical(examples['agency.admitted']),
          canonical(examples['submission.sealed']),
        ),
      ),
      'unknown-form',
    ],
    ['names in another order', altered(() => JSON.stringify(feed)), 'not-canonical'],
    [
      'a number written otherwise',
      altered((json) => json.replace('"number":7', '"number":7.0')),
      'not-canonical',
    ],
  ]
  for (const [name, wrong, because] of unread) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(readFeed(wrong), { read: false, because })
    })
  }

  it('reads feeds from before there were messages, and as many messages as there may be', () => {
    const { messages: [message = ''] = [], ...earlier } = feed
    assert.deepEqual(readFeed(feedBytes(earlier)), { read: true, value: earlier })
    const many = Array.from({ length: 65 }, (_, at) =>
      Buffer.alloc(4296, at * 3).toString('base64'),
    ).toSorted()
    const full = { ...feed, messages: many.slice(0, 64) }
    assert.deepEqual(readFeed(feedBytes(full)), { read: true, value: full })
    for (const messages of [many, [message, message], full.messages.toReversed()])
      assert.deepEqual(readFeed(feedBytes({ ...feed, messages })), {
        read: false,
        because: 'unknown-form',
      })
  })

  it('does not look at what is larger than a feed may be', () => {
    assert.deepEqual(readFeed(new Uint8Array(257 * 65_536)), { read: false, because: 'size' })
    assert.deepEqual(readFeedProof(new Uint8Array(9 * 8192)), { read: false, because: 'size' })
  })
})

describe('feedEntry()', () => {
  it('says the number, the digest and the minute', () => {
    assert.deepEqual(feedEntry(proof), {
      kind: 'feed.published',
      number: 7,
      digest: proof.digest,
      at: '2026-11-23T10:00:00Z',
    })
  })
})

describe('nextFeed()', () => {
  it('leads from any feed to any later one, in steps that the later one proves', () => {
    for (const [seen, newest] of [
      [1, 2],
      [3, 15],
      [3, 16],
      [5, 105],
      [1, 8193],
      [10, 50_000],
    ] as const) {
      let at: number = seen
      let steps = 0
      while (at < newest) {
        const next = nextFeed(at, newest)
        assert.ok(feedsBefore(next).includes(at), `${String(next)} from ${String(at)}`)
        at = next
        steps += 1
      }
      assert.equal(at, newest)
      assert.ok(steps <= 20, `${String(steps)} steps`)
    }
  })

  it('stays where there is nothing new, or only what is older', () => {
    assert.equal(nextFeed(7, 7), 7)
    assert.equal(nextFeed(7, 5), 7)
  })
})

describe('directoryKinds', () => {
  it('has nothing about an answer', () => {
    for (const kind of directoryKinds)
      assert.match(kind, /^(?:instance|policy|agency|partner|token)\./)
  })
})

function never(): never {
  throw new Error('The fixture has a directory')
}
