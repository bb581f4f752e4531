import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { concat, utf8 } from '@porchlight/core'

import { u32 } from './box-write.ts'
import type { ByteFile } from './byte-file.ts'
import {
  ftyp,
  picture,
  repeated,
  soon,
  sound,
  stripped,
  verdictOn,
  watched,
} from './fixture.test.ts'
import { lengthOf, movieHead } from './movie.ts'
import type { CleanSample, CleanTrack } from './movie.ts'
import { revealedIn } from './reveal.ts'
import type { Series } from './samples.ts'
import { readTracks } from './track.ts'

const upright = {
  matrix: [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000],
  priming: 0,
  delay: 0,
}

/** So many samples alike, of which none is held. */
function alike(length: number, sample: CleanSample, syncEach = 1): Series<CleanSample> {
  return {
    length,
    *[Symbol.iterator]() {
      for (let at = 0; at < length; at += 1) yield { ...sample, sync: at % syncEach === 0 }
    },
  }
}

interface Recording {
  readonly seconds: number
  readonly pictureBytes: number
  readonly packetBytes: number
}

/** Thirty pictures and 48,000 samples of sound a second in packets of 960, by turns. */
function recorded({ seconds, pictureBytes, packetBytes }: Recording): {
  readonly head: Uint8Array
  readonly mediaBytes: number
} {
  const second = 30 * pictureBytes + 50 * packetBytes
  const places = Array.from({ length: seconds }, (_, at) => at * second)
  const tracks: readonly CleanTrack[] = [
    {
      ...upright,
      timescale: 90_000,
      width: 64 * 0x1_0000,
      height: 48 * 0x1_0000,
      entry: picture,
      samples: alike(
        seconds * 30,
        { size: pictureBytes, duration: 3000, shift: 0, sync: true },
        30,
      ),
      chunks: places.map((offset) => ({ samples: 30, offset })),
    },
    {
      ...upright,
      timescale: 48_000,
      width: 0,
      height: 0,
      entry: sound,
      samples: alike(seconds * 50, { size: packetBytes, duration: 960, shift: 0, sync: true }),
      chunks: places.map((place) => ({ samples: 50, offset: place + 30 * pictureBytes })),
    },
  ]
  return { head: movieHead(tracks, second * seconds), mediaBytes: second * seconds }
}

describe('an honest recording', () => {
  it('of a day passes: seven million samples in 52 GB, none of them held', async () => {
    const seconds = 86_400
    const { head, mediaBytes } = recorded({ seconds, pictureBytes: 20_000, packetBytes: 160 })
    const unit = concat(u32(19_996), Uint8Array.of(6), utf8('SN-0042-0815'), new Uint8Array(19_983))
    const file: ByteFile = {
      size: head.length + mediaBytes,
      read: async (from, to) =>
        await Promise.resolve(
          to <= head.length
            ? head.subarray(from, to)
            : concat(head.subarray(from), unit).subarray(0, to - from),
        ),
    }
    const found = await soon(async () => await revealedIn(file))
    assert.deepEqual(
      found.map(({ value }) => value),
      ['SN-0042-0815', 'Opus'],
    )
    const moov = head.subarray(ftyp.length + 8, -16)
    const tracks = readTracks(moov, file.size)
    assert.deepEqual(
      await soon(async () => await Promise.resolve(tracks.map(({ samples }) => lengthOf(samples)))),
      [seconds * 90_000, seconds * 48_000],
    )
  })

  it('of twenty minutes is proved and stripped in little memory', async () => {
    const { head, mediaBytes } = recorded({ seconds: 1200, pictureBytes: 12, packetBytes: 8 })
    const [key, other] = [0x65, 0x41].map((type) =>
      concat(u32(8), Uint8Array.of(type, 0b1110_0000), utf8('pixels')),
    )
    assert.ok(key !== undefined && other !== undefined)
    const second = concat(key, repeated(other, 29), new Uint8Array(50 * 8).fill(8))
    const copy = concat(head, repeated(second, 1200))
    assert.equal(copy.length, head.length + mediaBytes)
    const file = watched(copy)
    assert.equal(await verdictOn(file), 'clean')
    assert.equal(await stripped(file), copy.length)
  })

  it('may have more chunks than a function may have arguments', () => {
    const count = 150_000
    const { head } = recorded({ seconds: count, pictureBytes: 1000, packetBytes: 100 })
    const at = Buffer.from(head).indexOf('co64')
    const view = new DataView(head.buffer, head.byteOffset + at + 8)
    assert.equal(view.getUint32(0), count)
    assert.equal(view.getBigUint64(4), BigInt(head.length))
    assert.equal(view.getBigUint64(4 + 8 * (count - 1)), BigInt(head.length) + 35_000n * 149_999n)
  })
})

describe('a copy whose samples are out of order', () => {
  it('is refused before each of them is read', async () => {
    const [count, size] = [50_000, 200]
    const samples = alike(count, { size, duration: 960, shift: 0, sync: true })
    const chunks = Array.from({ length: count }, (_, at) => ({
      samples: 1,
      offset: size * (at % 2 === 0 ? at / 2 : count - (at + 1) / 2),
    }))
    const track = { ...upright, timescale: 48_000, width: 0, height: 0, entry: picture }
    const head = movieHead([{ ...track, samples, chunks }], count * size)
    const file = watched(concat(head, new Uint8Array(count * size)))
    assert.equal(await verdictOn(file), 'loose-bytes')
    assert.ok(file.seen.bytes < 2 * file.size)
  })
})
