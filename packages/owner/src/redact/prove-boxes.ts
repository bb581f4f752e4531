import { equal } from '@porchlight/core'

import { isPlainAvc } from './avc-config.ts'
import { boxesIn, nameAt, viewOf } from './box.ts'
import type { Box } from './box.ts'
import { plainEsds } from './esds.ts'

/**
 * Whether anything in the head of a file is more than players need: a box that is not in the list,
 * or a field in which a time, a name or an address could stand and is not empty.
 */
export function strangeBox(boxes: readonly Box[]): boolean {
  return boxes.map(({ type }) => type).join() !== 'ftyp,moov' || boxes.some(isStrange)
}

function isStrange({ type, body }: Box): boolean {
  const rule = Object.hasOwn(rules, type) ? rules[type] : undefined
  return rule === undefined || !rule(body)
}

type Rule = (body: Uint8Array) => boolean

/** Every box that a copy may have (ISO/IEC 14496-12, 14496-14, 14496-15; VP9 and Opus in ISOBMFF). */
const rules: Readonly<Record<string, Rule>> = {
  ftyp: (body) => sameAs('isom\0\0\x02\0isomiso2mp41')(body),
  moov: holding(['mvhd', 'trak']),
  mvhd: (body) =>
    body.length === 112 &&
    unset(body, [
      [1, 20],
      [38, 48],
      [84, 108],
    ]) &&
    isVersionOne(body) &&
    turnsOnly(viewOf(body), 48),
  trak: holding(['tkhd', 'edts', 'mdia']),
  tkhd: (body) =>
    body.length === 96 &&
    unset(body, [
      [1, 3],
      [4, 20],
      [24, 28],
      [36, 48],
      [50, 52],
    ]) &&
    isVersionOne(body) &&
    turnsOnly(viewOf(body), 52),
  edts: holding(['elst']),
  elst: (body) => unset(body, [[0, 4]]) && rowsFill(body, 12),
  mdia: holding(['mdhd', 'hdlr', 'minf']),
  mdhd: (body) =>
    body.length === 36 &&
    unset(body, [[1, 20]]) &&
    isVersionOne(body) &&
    viewOf(body).getUint32(32) === 0x55c4_0000,
  hdlr: (body) =>
    body.length === 25 &&
    unset(body, [
      [0, 8],
      [12, 25],
    ]) &&
    ['vide', 'soun'].includes(nameAt(body, 8)),
  minf: holding(['vmhd', 'smhd', 'dinf', 'stbl']),
  vmhd: sameAs('\0\0\0\x01\0\0\0\0\0\0\0\0'),
  smhd: sameAs('\0\0\0\0\0\0\0\0'),
  dinf: holding(['dref']),
  // one reference: "the media data is in the same file"
  dref: sameAs('\0\0\0\0\0\0\0\x01\0\0\0\x0curl \0\0\0\x01'),
  stbl: holding(['stsd', 'stts', 'ctts', 'stss', 'stsc', 'stsz', 'stco', 'co64']),
  stsd: (body) => unset(body, [[0, 7]]) && entries(body.subarray(8)),
  stts: (body) => unset(body, [[0, 4]]) && rowsFill(body, 8),
  ctts: (body) => unset(body, [[1, 4]]) && rowsFill(body, 8),
  stss: (body) => unset(body, [[0, 4]]) && rowsFill(body, 4),
  stsc: (body) => unset(body, [[0, 4]]) && rowsFill(body, 12),
  stsz: (body) => unset(body, [[0, 8]]) && rowsFill(body.subarray(4), 4),
  stco: (body) => unset(body, [[0, 4]]) && rowsFill(body, 4),
  co64: (body) => unset(body, [[0, 4]]) && rowsFill(body, 8),
  avc1: picture(['avcC', 'pasp', 'colr']),
  vp09: picture(['vpcC', 'pasp', 'colr']),
  Opus: sound(['dOps']),
  mp4a: sound(['esds']),
  avcC: isPlainAvc,
  vpcC: isPlainVp9,
  dOps: isPlainOpus,
  esds: (body) => equal(body, plainEsds(body)),
  pasp: (body) =>
    body.length === 8 && [0, 4].every((at) => viewOf(body).getUint32(at) <= longestSide),
  colr: (body) =>
    body.length === 11 &&
    nameAt(body, 0) === 'nclx' &&
    [4, 6, 8].every((at) => viewOf(body).getUint16(at) <= lastColour) &&
    ((body[10] ?? 0) & 0x7f) === 0,
}

/** Sides of a pixel, one against the other. */
const longestSide = 4096
/** The last colour space that ITU-T H.273 numbers. */
const lastColour = 22

/** "vpcC" of VP Codec ISO Media File Format Binding: profile, level, depth, colours, and no initialisation data. */
function isPlainVp9(body: Uint8Array): boolean {
  const [version, profile = 255, level = 255] = [body[0], body[4], body[5]]
  return (
    body.length === 12 &&
    version === 1 &&
    unset(body, [
      [1, 4],
      [10, 12],
    ]) &&
    profile <= 3 &&
    level <= 62 &&
    body.subarray(7, 10).every((colour) => colour <= lastColour)
  )
}

/** "dOps" of Opus in ISOBMFF: one or two channels of the plain family, no gain. */
function isPlainOpus(body: Uint8Array): boolean {
  const view = viewOf(body)
  return (
    body.length === 11 &&
    unset(body, [
      [0, 1],
      [8, 11],
    ]) &&
    [1, 2].includes(view.getUint8(1)) &&
    view.getUint16(2) <= longestPreSkip &&
    view.getUint32(4) <= fastestSampling
  )
}

/** Of Opus, in samples at 48 kHz: RFC 7845 recommends 3,840. */
const longestPreSkip = 48_000
const fastestSampling = 192_000

/** Descriptions alone: a box that may hold the boxes around it goes down without end. */
const entries = holding(['avc1', 'vp09', 'Opus', 'mp4a'])

function holding(types: readonly string[]): Rule {
  return (body) => boxesIn(body).every((box) => types.includes(box.type) && !isStrange(box))
}

/** A visual sample entry: all but sizes and resolution at zero, the compressor's name too. */
function picture(types: readonly string[]): Rule {
  const inside = holding(types)
  return (body) =>
    unset(body, [
      [0, 6],
      [8, 24],
      [36, 40],
      [42, 74],
    ]) && inside(body.subarray(78))
}

function sound(types: readonly string[]): Rule {
  const inside = holding(types)
  return (body) =>
    unset(body, [
      [0, 6],
      [8, 16],
      [20, 24],
    ]) && inside(body.subarray(28))
}

function unset(body: Uint8Array, spans: readonly (readonly [number, number])[]): boolean {
  return spans.every(([from, to]) => body.subarray(from, to).every((byte) => byte === 0))
}

function isVersionOne(body: Uint8Array): boolean {
  return body[0] === 1
}

function sameAs(text: string): Rule {
  return (body) =>
    body.length === text.length && body.every((byte, at) => byte === text.charCodeAt(at))
}

/** A table that ends where its number of rows says. */
function rowsFill(body: Uint8Array, rowBytes: number): boolean {
  return body.length === 8 + viewOf(body).getUint32(4) * rowBytes
}

/** A matrix of quarter turns and mirrors, and of where that leaves the corner of a picture. */
function turnsOnly(view: DataView, at: number): boolean {
  const [a, b, u, c, d, v, x, y, w] = Array.from({ length: 9 }, (_, i) => view.getInt32(at + i * 4))
  return (
    [a, b, c, d].every((one) => one === 0 || one === 0x1_0000 || one === -0x1_0000) &&
    // one of the two ways, never both or none, which would show nothing
    (a === 0) === (d === 0) &&
    (b === 0) === (c === 0) &&
    (a === 0) !== (b === 0) &&
    // whole pixels
    [x, y].every((one) => one !== undefined && one >= 0 && one % 0x1_0000 === 0) &&
    u === 0 &&
    v === 0 &&
    w === 0x4000_0000
  )
}
