import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { concat, fromHex, utf8 } from '@porchlight/core'

import { boxesIn } from './box.ts'
import { box, u16, u32 } from './box-write.ts'
import { memoryFile } from './byte-file.ts'
import { lengthOf, movieHead } from './movie.ts'
import type { CleanSample, CleanTrack } from './movie.ts'
import { proveCopy } from './prove.ts'
import { revealedIn } from './reveal.ts'
import { stripMp4 } from './strip.ts'

/** A unit of H.264 with its length before it: a type and some bytes; a slice begins with its first block, kind and set. */
function unit(type: number, text = 'pixels', head: readonly number[] = [firstSlice]): Uint8Array {
  const bytes = concat(Uint8Array.of(type, ...head), utf8(text))
  return concat(u32(bytes.length), bytes)
}

/** Block 0, kind 0, set 0: "1", "1", "1". */
const firstSlice = 0b1110_0000
/** Block 1, kind 0, set 0: "010", "1", "1". */
const secondSlice = 0b0101_1000

/** The parameter sets with which x264 describes 64 by 48 pixels. */
const sequenceSet = fromHex('6764000aacb423d80880000003008000000a07891350')
const pictureSet = fromHex('68ef0fcb')

function configOf(sequence: Uint8Array, picture: Uint8Array): Uint8Array {
  return concat(
    Uint8Array.of(1, 100, 0, 10, 0xff, 0xe1),
    u16(sequence.length),
    sequence,
    Uint8Array.of(1),
    u16(picture.length),
    picture,
    Uint8Array.of(0xfd, 0xf8, 0xf8, 0),
  )
}

/** A description with these parameter sets. */
function described(sequence: Uint8Array, picture = pictureSet): Partial<CleanTrack> {
  const body = configOf(sequence, picture)
  return { entry: { codec: 'avc1', first: 64, second: 48, boxes: [{ type: 'avcC', body }] } }
}

function pictures(
  samples: readonly Uint8Array[],
): CleanTrack & { readonly samples: readonly CleanSample[] } {
  return {
    timescale: 1000,
    matrix: [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000],
    width: 64 * 0x1_0000,
    height: 48 * 0x1_0000,
    entry: {
      codec: 'avc1',
      first: 64,
      second: 48,
      boxes: [{ type: 'avcC', body: configOf(sequenceSet, pictureSet) }],
    },
    samples: samples.map(({ length: size }, at) => ({
      size,
      duration: 100,
      shift: 0,
      sync: at === 0,
    })),
    chunks: [{ samples: samples.length, offset: 0 }],
    priming: 0,
    delay: 0,
  }
}

/** Ten pictures a second, by hand. */
function movieOf(samples: readonly Uint8Array[], changes: Partial<CleanTrack> = {}): Uint8Array {
  const media = concat(...samples)
  return concat(movieHead([{ ...pictures(samples), ...changes }], media.length), media)
}

const clean = movieOf([unit(0x65), unit(0x41), unit(0x41)])

async function verdictOn(bytes: Uint8Array): Promise<string> {
  const verdict = await proveCopy(memoryFile(bytes))
  return verdict.clean ? 'clean' : verdict.because
}

async function stripped(bytes: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of stripMp4(memoryFile(bytes))) parts.push(part.slice())
  return concat(...parts)
}

/** The file with some of its bytes changed, found by the name of the box that they are in. */
function planted(name: string, from: number, secret: Uint8Array): Uint8Array {
  const at = Buffer.from(clean).indexOf(name)
  assert.ok(at > 0)
  const bytes = clean.slice()
  bytes.set(secret, at + 4 + from)
  return bytes
}

/** The movie box as another program might write it: more boxes in it, before the media. */
function withMore(...more: readonly Uint8Array[]): Uint8Array {
  const [ftyp, moov, mdat] = boxesIn(clean)
  assert.ok(ftyp && moov && mdat)
  return concat(box('ftyp', ftyp.body), box('mdat', mdat.body), box('moov', moov.body, ...more))
}

describe('the proof of a copy', () => {
  it('says what a clean copy consists of', async () => {
    assert.deepEqual(await proveCopy(memoryFile(clean)), {
      clean: true,
      facts: {
        bytes: clean.length,
        seconds: 0.3,
        frames: 3,
        width: 64,
        height: 48,
        picture: 'avc1',
        sound: null,
        soundSeconds: 0,
      },
    })
  })

  it('refuses a time or a name in any field where one could stand', async () => {
    const plants: readonly (readonly [string, number, Uint8Array])[] = [
      ['mvhd', 4, u32(1)],
      ['mvhd', 16, u32(1)],
      ['mvhd', 90, utf8('me')],
      ['tkhd', 8, u32(1)],
      ['tkhd', 36, utf8('me')],
      ['tkhd', 52, u32(0x1_0001)],
      ['mdhd', 8, u32(1)],
      ['mdhd', 32, u16(0x15c7)],
      ['hdlr', 12, utf8('me')],
      ['hdlr', 24, utf8('n')],
      ['avc1', 8, utf8('me')],
      ['avc1', 43, utf8('encoder')],
      ['url ', 0, u32(0)],
      ['avcC', 8, Uint8Array.of(6)],
      ['vmhd', 4, u16(1)],
      ['ftyp', 4, u32(0x201)],
    ]
    for (const [name, from, secret] of plants)
      assert.equal(
        await verdictOn(planted(name, from, secret)),
        'strange-box',
        `${name} ${String(from)}`,
      )
  })

  it('refuses every change of a byte before the media, or has the same to say of it', async () => {
    const end = Buffer.from(clean).indexOf('mdat') + 12
    const facts = await proveCopy(memoryFile(clean))
    const differences = []
    for (let at = 0; at < end; at += 1) {
      const bytes = clean.slice()
      bytes[at] = (bytes[at] ?? 0) ^ 0x55
      const verdict = await proveCopy(memoryFile(bytes))
      if (verdict.clean && JSON.stringify(verdict) === JSON.stringify(facts)) differences.push(at)
    }
    // numbers that players need: units of time, parameter sets, the pixels' own size
    assert.ok(differences.length < 32, `${String(differences.length)} bytes are free`)
  })

  it('refuses boxes that are not in the list', async () => {
    for (const type of ['udta', 'meta', 'uuid', 'free', 'trak', 'tref'])
      assert.equal(await verdictOn(withMore(box(type, utf8('me')))), 'strange-box', type)
    assert.equal(await verdictOn(concat(clean, box('free', utf8('hidden')))), 'strange-box')
  })

  it('refuses bytes of the media that no sample shows', async () => {
    const samples = [unit(0x65), unit(0x41)]
    const media = concat(...samples, utf8('before the cut'))
    const loose = concat(movieHead([pictures(samples)], media.length), media)
    assert.equal(await verdictOn(loose), 'loose-bytes')
  })

  it('refuses pictures that an edit list passes over', async () => {
    const samples = [unit(0x65), unit(0x41), unit(0x41)]
    assert.equal(await verdictOn(movieOf(samples, { priming: 100 })), 'hidden-footage')
    assert.equal(await verdictOn(movieOf(samples, { delay: 1 })), 'hidden-footage')
  })

  it('refuses a length other than that of the samples', async () => {
    for (const [box_, from] of [
      ['mdhd', 28],
      ['tkhd', 32],
    ] as const)
      assert.equal(await verdictOn(planted(box_, from, u32(7))), 'hidden-footage', box_)
  })

  it('refuses what stands between the pictures', async () => {
    const serial = concat(unit(0x06, 'serial 12345'), unit(0x65))
    assert.equal(await verdictOn(movieOf([serial, unit(0x41)])), 'hidden-unit')
  })

  it('refuses a second picture in a sample, or a slice that no decoder shows', async () => {
    const two = concat(unit(0x41), unit(0x41))
    const unknownSet = unit(0x41, 'pixels', [0b1101_0000])
    const startCode = unit(0x41, 'a\0\0\x01b')
    const open = unit(0x41, 'a\0')
    for (const [says, sample] of Object.entries({ two, unknownSet, startCode, open }))
      assert.equal(await verdictOn(movieOf([unit(0x65), sample])), 'hidden-unit', says)
    const parts = concat(unit(0x41), unit(0x41, 'more', [secondSlice]))
    assert.equal(await verdictOn(movieOf([unit(0x65), parts])), 'clean', 'control: two slices')
    assert.equal(await verdictOn(movieOf([unit(0x65), unit(0x65)])), 'hidden-unit', 'no key frame')
  })

  it('refuses pictures that are not shown in turn, or for no time', async () => {
    const samples = [unit(0x65), unit(0x41), unit(0x41)]
    const { samples: shown } = pictures(samples)
    for (const change of [{ duration: 0 }, { shift: -100 }, { shift: 100 }]) {
      const changed = shown.map((sample, at) => (at === 1 ? { ...sample, ...change } : sample))
      assert.equal(
        await verdictOn(movieOf(samples, { samples: changed })),
        'hidden-footage',
        JSON.stringify(change),
      )
    }
  })

  it('refuses parameter sets with more in them, and sizes that hide an edge', async () => {
    const samples = [unit(0x65), unit(0x41)]
    const longer = concat(sequenceSet, utf8('me'))
    const longerPicture = concat(pictureSet, utf8('me'))
    assert.equal(await verdictOn(movieOf(samples, described(longer))), 'strange-box')
    assert.equal(
      await verdictOn(movieOf(samples, described(sequenceSet, longerPicture))),
      'strange-box',
    )
    assert.equal(await verdictOn(movieOf(samples, described(sequenceSet))), 'clean', 'control')
    const smaller = { ...described(sequenceSet), height: 32 * 0x1_0000 }
    assert.equal(await verdictOn(movieOf(samples, smaller)), 'hidden-footage')
  })

  it('refuses parameter sets between the pictures that the description does not have', async () => {
    const again = concat(u32(sequenceSet.length), sequenceSet)
    const other = unit(0x67, 'me', [])
    assert.equal(await verdictOn(movieOf([concat(again, unit(0x65))])), 'hidden-unit')
    const without = await stripped(movieOf([concat(again, unit(0x65)), unit(0x41), unit(0x41)]))
    assert.deepEqual(Buffer.from(without), Buffer.from(clean), 'repeated ones are left out')
    const kept = await stripped(movieOf([concat(other, unit(0x65))]))
    assert.equal(await verdictOn(kept), 'hidden-unit')
  })

  it('refuses a file cut short, an empty one, and text', async () => {
    for (const bytes of [
      clean.subarray(0, -1),
      clean.subarray(0, 99),
      new Uint8Array(),
      utf8('no video at all'),
    ])
      assert.notEqual(await verdictOn(bytes), 'clean')
  })
})

describe('stripping', () => {
  it('leaves a clean file as it is', async () => {
    assert.deepEqual(Buffer.from(await stripped(clean)), Buffer.from(clean))
  })

  it('removes every box that says more, and moves the head before the media', async () => {
    const samples = [unit(0x65), unit(0x41), unit(0x41)]
    const media = concat(...samples)
    const file = concat(
      movieHead([pictures(samples)], media.length).subarray(0, -16),
      box('free', utf8('me')),
    )
    const head = boxesIn(file)
    assert.equal(head.at(-1)?.type, 'free')
    const before = concat(box('ftyp', head[0]?.body ?? media), box('mdat', media))
    const moved = movieHead([{ ...pictures(samples) }], media.length)
    const [, moov] = boxesIn(moved.subarray(0, -16))
    assert.ok(moov)
    const offset = Buffer.from(moov.body).indexOf('stco')
    moov.body.set(u32(before.length - media.length), offset + 12)
    const foreign = concat(
      before,
      box('moov', moov.body, box('udta', box('©xyz', utf8('+41.4-081.5/')))),
    )
    assert.equal(await verdictOn(foreign), 'strange-box')
    const result = await stripped(foreign)
    assert.equal(await verdictOn(result), 'clean')
    assert.deepEqual(Buffer.from(result), Buffer.from(clean))
  })

  it('takes supplemental information out of the samples', async () => {
    const serial = concat(unit(0x06, 'serial 12345'), unit(0x09, 'x'), unit(0x65))
    const result = await stripped(movieOf([serial, unit(0x41), unit(0x41)]))
    assert.deepEqual(Buffer.from(result), Buffer.from(clean))
    assert.ok(!Buffer.from(result).includes('serial'))
  })

  it('keeps the order in which pictures are shown, from zero', async () => {
    const samples = [unit(0x65), unit(0x41), unit(0x01)]
    const track = pictures(samples)
    const shifts = [100, 200, 0]
    const reordered = track.samples.map((sample, at) => ({ ...sample, shift: shifts[at] ?? 0 }))
    const result = await stripped(movieOf(samples, { samples: reordered }))
    assert.equal(await verdictOn(result), 'clean')
    assert.equal(lengthOf(reordered), 300)
    const ctts = Buffer.from(result).indexOf('ctts')
    // shown at 100 of the track's units, before the third and the second
    assert.equal(new DataView(result.buffer, ctts + 4).getInt32(12), 0)
  })

  it('refuses a track that is neither picture nor sound', async () => {
    const [, moov] = boxesIn(clean)
    const trak = boxesIn(moov?.body ?? clean).find(({ type }) => type === 'trak')
    await assert.rejects(stripped(withMore(box('trak', trak?.body ?? clean))), { name: 'BoxError' })
  })
})

describe('what an original reveals', () => {
  it('is read from all the places where cameras write', async () => {
    const udta = box(
      'udta',
      box('©xyz', utf8('\0\x0d\x15\xc7+41.4000-081.5000/')),
      box('©mod', utf8('Doorbell 4')),
    )
    const samples = [concat(unit(0x06, 'SN-0042-0815'), unit(0x65)), unit(0x41)]
    const media = concat(...samples)
    const head = boxesIn(movieHead([pictures(samples)], media.length).subarray(0, -16))
    const bytes = concat(
      box('ftyp', head[0]?.body ?? media),
      box('moov', head[1]?.body ?? media, udta),
      box('mdat', media),
    )
    const place = Buffer.from(bytes).indexOf('stco') + 12
    bytes.set(u32(bytes.length - media.length), place)
    bytes.set(u32(3_870_000_000), Buffer.from(bytes).indexOf('mvhd') + 12)
    const found = await revealedIn(memoryFile(bytes))
    const kinds = Object.fromEntries(found.map(({ kind, value }) => [kind, value]))
    assert.match(kinds['position'] ?? '', /\+41\.4000-081\.5000/)
    assert.equal(kinds['device'], 'Doorbell 4')
    assert.equal(kinds['data'], 'SN-0042-0815')
    assert.match(kinds['time'] ?? '', /^2026-08-19T/)
  })

  it('is nothing for a file that is not built of boxes', async () => {
    assert.deepEqual(await revealedIn(memoryFile(utf8('RIFF....AVI LIST'))), [])
  })
})
