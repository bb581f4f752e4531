import type { Revealed } from '../media/reveals.ts'
import { viewOf } from './box.ts'
import type { ByteFile } from './byte-file.ts'
import { unitsIn } from './nal.ts'
import { longestText } from './readable.ts'
import { maxSampleBytes, placesIn } from './samples.ts'
import type { TrackHead } from './track.ts'

/** Cameras that write between pictures do it in the first ones already. */
const samplesRead = 8

/** Of one sample; what is said beside a picture stands before its slices, or behind some hundreds of them. */
const unitsRead = 1000

/** Shorter runs of letters come by chance. */
const leastText = 6

/**
 * @param file read where the track says
 * @yields what stands between the pictures of a stream of H.264 or HEVC: nothing that a metadata viewer shows
 */
export async function* revealedBetweenPictures(
  { entry, tables }: TrackHead,
  file: ByteFile,
): AsyncGenerator<Revealed, void, undefined> {
  const form = forms[entry.type]
  if (form === undefined) return
  let read = 0
  for (const { offset, size } of placesIn(tables)) {
    if (read === samplesRead) return
    read += 1
    const isThere = size <= maxSampleBytes && offset + size <= file.size
    if (isThere) yield* saidIn(await file.read(offset, offset + size), form)
  }
}

function* saidIn(sample: Uint8Array, form: Form): Generator<Revealed, void, undefined> {
  let read = 0
  for (const { bytes } of unitsIn(sample, lengthBytes)) {
    if (read === unitsRead) return
    read += 1
    const type = (viewOf(bytes).getUint8(lengthBytes) >> form.shift) & form.mask
    const text = form.says.has(type) ? longestText(bytes, leastText) : null
    if (text !== null) yield { kind: 'data', name: 'SEI', value: text }
  }
}

/** As all cameras write it. */
const lengthBytes = 4

interface Form {
  readonly shift: number
  readonly mask: number
  /** The types of units for supplemental information. */
  readonly says: ReadonlySet<number>
}

const h264: Form = { shift: 0, mask: 0x1f, says: new Set([6]) }
const hevc: Form = { shift: 1, mask: 0x3f, says: new Set([39, 40]) }
const forms: Readonly<Record<string, Form | undefined>> = {
  avc1: h264,
  avc3: h264,
  hvc1: hevc,
  hev1: hevc,
}
