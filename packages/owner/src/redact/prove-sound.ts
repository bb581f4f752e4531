import { readAhead } from './byte-file.ts'
import type { ByteFile } from './byte-file.ts'
import { readEntry } from './sample-entry.ts'
import type { Track } from './track.ts'

/**
 * Whether packets of sound begin or end with something that is no sound: encoders write their name and
 * settings there. What stands between the sound of a packet is not decoded here.
 */
export async function hasHiddenSound({ entry, samples }: Track, file: ByteFile): Promise<boolean> {
  const isSound = readEntry(entry).codec === 'Opus' ? isPlainOpus : isPlainAac
  const media = readAhead(file)
  for (const { offset, size } of samples)
    if (!isSound(await media.read(offset, offset + size))) return true
  return false
}

/** ISO/IEC 14496-3 table 4.85: 4 is "data_stream_element", 6 "fill_element", in which words can stand. */
function isPlainAac(packet: Uint8Array): boolean {
  const element = (packet[0] ?? 0xff) >> 5
  return soundElements.has(element)
}

/** One channel, two of them, one of low tones. */
const soundElements: ReadonlySet<number> = new Set([0, 1, 3])

/** RFC 6716 section 3.2.5: of packets with any number of frames, those with padding. */
function isPlainOpus(packet: Uint8Array): boolean {
  const [head = 0, count = 0] = packet
  const many = (head & 3) === 3
  return packet.length > 0 && !(many && (count & 0x40) !== 0)
}
