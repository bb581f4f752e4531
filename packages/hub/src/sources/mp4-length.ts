import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** A file has a handful of boxes at its top; one with more is looked at no further. */
const maxBoxes = 64
/** `moov` of a long recording; only its beginning is read. */
const headBytes = 256

/**
 * The length of an MP4 by its movie header (ISO/IEC 14496-12, 8.2.2), in seconds. No picture is read.
 *
 * @returns null for other files, and where the header does not tell: fragmented files have no length there
 */
export async function mp4Seconds(path: string): Promise<number | null> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  let at = 0
  for (let count = 0; count < maxBoxes && at + 8 <= size; count++) {
    const head = await bytesAt(file, at, headBytes)
    const box = boxAt(head, size - at)
    if (box === null) return null
    if (box.type === 'moov') return headerSeconds(head.subarray(box.header))
    at += box.length
  }
  return null
}

interface BoxHead {
  readonly type: string
  readonly header: number
  readonly length: number
}

/** Null where no box can begin so. */
function boxAt(bytes: Buffer, left: number): BoxHead | null {
  if (bytes.length < 16) return null
  const type = bytes.toString('latin1', 4, 8)
  if (!/^[ -~]{4}$/.test(type)) return null
  const short = bytes.readUInt32BE(0)
  const header = short === 1 ? 16 : 8
  // 0: to the end of the file
  const rest = short === 0 ? left : short
  const length = short === 1 ? Number(bytes.readBigUInt64BE(8)) : rest
  return length < header ? null : { type, header, length }
}

/** `mvhd` is the first box of `moov` in every file that recorders write. */
function headerSeconds(moov: Buffer): number | null {
  if (moov.length < 44 || moov.toString('latin1', 4, 8) !== 'mvhd') return null
  const isLong = moov[8] === 1
  const scale = moov.readUInt32BE(isLong ? 28 : 20)
  const length = isLong ? Number(moov.readBigUInt64BE(32)) : moov.readUInt32BE(24)
  return scale === 0 || length === 0 || length === 0xff_ff_ff_ff ? null : length / scale
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position })
  return buffer.subarray(0, bytesRead)
}
