import { boxesIn, BoxError, nameAt, onlyBox, viewOf } from './box.ts'
import type { Box } from './box.ts'
import { box, u16 } from './box-write.ts'
import { plainEsds } from './esds.ts'

/** The codecs that a copy may have. */
export type CopyCodec = 'avc1' | 'vp09' | 'Opus' | 'mp4a'

/** How each codec describes itself; and what else a description may hold: shape of a pixel, colours. */
const described: Readonly<
  Record<CopyCodec, { readonly config: string; readonly also: readonly string[] }>
> = {
  avc1: { config: 'avcC', also: ['pasp', 'colr'] },
  vp09: { config: 'vpcC', also: ['pasp', 'colr'] },
  Opus: { config: 'dOps', also: [] },
  mp4a: { config: 'esds', also: [] },
}

/** Fixed fields before the boxes of a visual and of an audio sample entry (ISO/IEC 14496-12 section 12). */
const visualBytes = 78
const audioBytes = 28

/** What a sample entry says, without the fields in which encoders write their names. */
export interface Described {
  readonly codec: CopyCodec
  /** Pixels, as encoded; of sound channels and samples a second. */
  readonly first: number
  readonly second: number
  /** The codec's own description, then pixel shape and colours where they are given. */
  readonly boxes: readonly Box[]
}

/**
 * @throws {BoxError} for codecs that a copy may not have, and for descriptions that say more
 */
export function readEntry({ type, body }: Box): Described {
  if (!isCopyCodec(type)) throw new BoxError('A codec that no copy has')
  const view = viewOf(body)
  const visual = isVisual(type)
  const boxes = boxesIn(body.subarray(visual ? visualBytes : audioBytes)).filter(usual(type))
  const numbers = visual
    ? { first: view.getUint16(24), second: view.getUint16(26) }
    : { first: view.getUint16(16), second: view.getUint32(24) >>> 16 }
  return {
    codec: type,
    ...numbers,
    boxes: [configOf(onlyBox(boxes, described[type].config)), ...extras(boxes, type)],
  }
}

/** The sample entry that says this and nothing more. */
export function entryBytes({ codec, first, second, boxes }: Described): Uint8Array {
  const inside = boxes.map(({ type, body }) => box(type, body))
  const reference = [new Uint8Array(6), u16(1)]
  if (!isVisual(codec))
    return box(codec, ...reference, 0, 0, u16(first), u16(16), 0, second * 0x1_0000, ...inside)
  return box(
    codec,
    ...reference,
    new Uint8Array(16),
    u16(first),
    u16(second),
    // 72 pixels an inch, as everybody writes; one picture a sample
    0x48_0000,
    0x48_0000,
    0,
    u16(1),
    // "compressorname is a name, for informative purposes": 32 bytes of it
    new Uint8Array(32),
    u16(0x18),
    u16(0xffff),
    ...inside,
  )
}

/** The description of a stream of H.264; null for other codecs. */
export function avcConfigOf({ codec, boxes }: Described): Uint8Array | null {
  return codec === 'avc1' ? (boxes[0]?.body ?? null) : null
}

export function isVisual(codec: CopyCodec): boolean {
  return codec === 'avc1' || codec === 'vp09'
}

/** AAC's own description, in the one form that has no room for anything else; the others as they are. */
function configOf(config: Box): Box {
  return config.type === 'esds' ? { type: 'esds', body: plainEsds(config.body) } : config
}

function isCopyCodec(type: string): type is CopyCodec {
  return Object.hasOwn(described, type)
}

function usual(codec: CopyCodec): (box: Box) => boolean {
  const { config, also } = described[codec]
  return ({ type, body }) =>
    type === config || (also.includes(type) && (type !== 'colr' || nameAt(body, 0) === 'nclx'))
}

function extras(boxes: readonly Box[], codec: CopyCodec): readonly Box[] {
  return described[codec].also.flatMap((type) =>
    boxes.filter((one) => one.type === type).slice(0, 1),
  )
}
