import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { concat, utf8 } from '@porchlight/core'

import { box, table, u32 } from './box-write.ts'
import {
  ftyp,
  picture,
  repeated,
  revealed,
  soon,
  stripped,
  verdictOn,
  watched,
} from './fixture.test.ts'
import { revealedIn } from './reveal.ts'
import { entryBytes } from './sample-entry.ts'

function words(...numbers: readonly number[]): Uint8Array {
  return table(numbers).subarray(4)
}

/** Where the media of the files here begin. */
const mediaAt = ftyp.length + 8

/** One sample of eight bytes. */
const honest = {
  stts: words(0, 1, 1, 1),
  stsc: words(0, 1, 1, 1, 1),
  stsz: words(0, 8, 1),
  stco: words(0, 1, mediaAt),
}

function trak(
  tables: Readonly<Record<string, Uint8Array>> = {},
  ...more: readonly Uint8Array[]
): Uint8Array {
  const stbl = Object.entries({ ...honest, ...tables }).map(([type, body]) => box(type, body))
  return box(
    'trak',
    box('tkhd', new Uint8Array(84)),
    ...more,
    box(
      'mdia',
      box('mdhd', 0, 0, 0, 1000, 1, 0),
      box('hdlr', 0, 0, utf8('vide'), 0, 0, 0),
      box('minf', box('stbl', box('stsd', 0, 1, entryBytes(picture)), ...stbl)),
    ),
  )
}

const place = box('udta', box('©xyz', utf8('+41.4-081.5/')))

function film(...inMoov: readonly Uint8Array[]): Uint8Array {
  return filmOf(new Uint8Array(64), ...inMoov)
}

function filmOf(media: Uint8Array, ...inMoov: readonly Uint8Array[]): Uint8Array {
  return concat(ftyp, box('mdat', media), box('moov', box('mvhd', new Uint8Array(100)), ...inMoov))
}

/** Boxes of two types in one another, deeper than a stack. */
function nested(outer: string, inner: string): Uint8Array {
  const all = new Uint8Array(20_000 * 16)
  for (let at = 0; at < all.length; at += 16) {
    const left = all.length - at
    all.set(concat(u32(left), utf8(outer), u32(left - 8), utf8(inner)), at)
  }
  return all
}

/** What no table of a small file can hold. */
const many = 19_999_999

describe('tables that claim more than their file holds', () => {
  const equalOnes = {
    stts: words(0, 1, many, 1),
    stsc: words(0, 1, 1, many, 1),
    stsz: words(0, 1, many),
  }

  it('are not believed where all samples have one size', async () => {
    for (const tracks of [1, 3]) {
      const bytes = film(...Array.from({ length: tracks }, () => trak(equalOnes)))
      assert.ok(bytes.length < 2000)
      assert.deepEqual(await revealed(bytes), [])
      await assert.rejects(stripped(watched(bytes)), { name: 'BoxError' })
      assert.equal(await verdictOn(watched(bytes)), 'strange-box')
    }
  })

  it('are not believed where samples are empty', async () => {
    const count = 2_000_000
    const empty = concat(words(0, 0, count), new Uint8Array(count * 4))
    const bytes = film(
      trak({ stts: words(0, 1, count, 1), stsc: words(0, 1, 1, count, 1), stsz: empty }),
    )
    await revealed(bytes)
    await assert.rejects(stripped(watched(bytes)), /room/)
  })

  it('are not read beyond their end', async () => {
    const tables: Readonly<Record<string, Uint8Array>> = {
      stts: words(0, many),
      ctts: words(0, many),
      stss: words(0, many),
      stsc: words(0, many),
      stsz: words(0, 0, many),
      stco: words(0, many),
      co64: words(0, many),
    }
    for (const [type, body] of Object.entries(tables)) {
      const bytes = film(trak({ [type]: body }))
      await revealed(bytes)
      await assert.rejects(stripped(watched(bytes)), { name: 'BoxError' }, type)
    }
    const edits = film(trak({}, box('edts', box('elst', 0, 0x1ff_ffff))))
    await revealed(edits)
    await assert.rejects(stripped(watched(edits)), { name: 'BoxError' })
  })

  it('are gone through once, not once for each chunk', async () => {
    const stsc = concat(u32(0), table(new Uint32Array(3 * 43_000).fill(0x7fff_ffff), 3))
    const stco = concat(u32(0), table(new Uint32Array(128_000).fill(mediaAt)))
    const bytes = film(trak({ stsc, stco }))
    assert.deepEqual(await revealed(bytes), [])
    await assert.rejects(stripped(watched(bytes)), { name: 'BoxError' })
  })

  it('do not lead outside the file, and the rest of it is told', async () => {
    for (const beyond of [{ stco: words(0, 1, 100_000) }, { stsz: words(0, 0x7fff_ffff, 1) }]) {
      const bytes = film(trak(beyond), place)
      const found = await revealed(bytes)
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ['position'],
      )
      await assert.rejects(stripped(watched(bytes)), { name: 'BoxError' })
    }
  })

  it('do not let the same bytes be read for each of many tracks', async () => {
    const size = 1024 ** 2
    const unit = concat(u32(size - 4), Uint8Array.of(0x65), new Uint8Array(size - 5))
    const shared = trak({ stsz: words(0, size, 1) })
    const whole = filmOf(unit, ...Array.from({ length: 100 }, () => shared))
    const file = watched(concat(whole, ...Array.from({ length: 20 }, () => whole.subarray(size))))
    await soon(async () => await revealedIn(file))
    assert.ok(file.seen.bytes < 3 * file.size, String(file.seen.bytes))
  })

  it('are of a hundred tracks at most', async () => {
    const tracks = Array.from({ length: 101 }, () => trak({ stsz: words(0, 8, 0) }))
    assert.equal((await revealed(film(place, ...tracks.slice(1)))).length, 1)
    assert.deepEqual(await revealed(film(place, ...tracks)), [])
  })
})

describe('boxes without end', () => {
  it('are read in windows where they fill a file, and passed over', async () => {
    const file = watched(concat(ftyp, repeated(box('free'), 250_000)))
    assert.deepEqual(await soon(async () => await revealedIn(file)), [])
    assert.ok(file.seen.times < 1000, String(file.seen.times))
    assert.equal(await verdictOn(file), 'strange-box')
  })

  it('are not gathered inside of others', async () => {
    const flood = repeated(box('free'), 500_000)
    const bytes = film(trak({}, flood), place)
    assert.deepEqual(await revealed(bytes), [])
    await assert.rejects(stripped(watched(bytes)), { name: 'BoxError' })
    const copy = concat(ftyp, box('moov', box('trak', repeated(box('edts'), 500_000))), box('mdat'))
    assert.equal(await verdictOn(watched(copy)), 'malformed')
  })

  it('are not followed down', async () => {
    assert.deepEqual(await revealed(film(box('udta', nested('meta', 'meta')))), [])
    assert.deepEqual(await revealed(film(nested('trak', 'mdia'))), [])
    const entry = box('stbl', box('stsd', 0, 1, nested('stbl', 'stsd')))
    const copy = concat(
      ftyp,
      box('moov', box('trak', box('mdia', box('minf', entry)))),
      box('mdat'),
    )
    assert.notEqual(await verdictOn(watched(copy)), 'clean')
  })

  it('are told of as far as anybody reads', async () => {
    const tags = Array.from({ length: 500 }, (_, at) => box('abcd', utf8(`words ${String(at)}`)))
    const floods = Array.from({ length: 40 }, () => box('udta', ...tags))
    assert.equal((await revealed(film(...floods))).length, 500, 'each once')
    const uuids = Array.from({ length: 5000 }, (_, at) =>
      box('uuid', new Uint8Array(16), utf8(`fragment ${String(at)}`)),
    )
    const found = await revealed(concat(...uuids, film(place)))
    assert.ok(found.length < 100)
    assert.ok(
      found.some(({ kind }) => kind === 'position'),
      'behind them',
    )
  })
})

describe('names and words without end', () => {
  it('are read once, not once for each list of values', async () => {
    const lists = Array.from({ length: 900 }, () => box('ilst'))
    const udta = Array.from({ length: 30 }, () =>
      box('udta', box('meta', 0, box('keys', 0, 1, repeated(box('mdta'), 900)), ...lists)),
    )
    assert.deepEqual(await revealed(film(...udta)), [])
  })

  it('are not told again in full with each value', async () => {
    const values = Array.from({ length: 900 }, (_, at) =>
      concat(u32(40), u32(1), box('data', 1, 0, utf8(`value ${String(at)}`.padEnd(16)))),
    )
    const keys = box('keys', 0, 1, box('mdta', new Uint8Array(1024 ** 2).fill(0x6b)))
    const found = await revealed(film(box('udta', box('meta', 0, keys, box('ilst', ...values)))))
    assert.equal(found.length, 900)
    assert.ok(found.every(({ name }) => name.length < 1000))
  })

  it('are not looked for in every one of a million small units', async () => {
    const units = concat(
      ...Array.from({ length: 1000 }, (_, at) =>
        concat(u32(10), Uint8Array.of(6), utf8(`SN${String(at).padStart(7, '0')}`)),
      ),
      repeated(concat(u32(1), Uint8Array.of(6)), 1_000_000),
    )
    const found = await revealed(filmOf(units, trak({ stsz: words(0, units.length, 1) })))
    assert.equal(found.length, 1000)
  })
})
