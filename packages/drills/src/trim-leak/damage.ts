import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { memoryFile, proveCopy } from '@porchlight/owner'

import { diceOf } from '../fork/run.ts'
import type { Voice } from '../voice.ts'
import { numbersIn } from './film.ts'
import { split, tried } from './tool.ts'

/** What became of copies that were damaged at random. */
export interface Damage {
  readonly all: number
  readonly refused: number
  /** The proof lets them pass, and they decode to the same pictures and sound. */
  readonly same: number
  /** Damage inside a coded picture or sound: as many pictures, none from outside, nothing else said. */
  readonly spoilt: number
  /** Something new in a copy that passed. */
  readonly faults: number
}

/** Turns bits and puts in bytes, one damage a copy; the same ones in every run. */
export async function damaged(
  clean: Buffer,
  {
    count,
    directory,
    voice,
  }: { readonly count: number; readonly directory: string; readonly voice: Voice },
): Promise<Damage> {
  const dice = diceOf(count)
  const path = join(directory, 'damaged.mp4')
  const before = await decoded(clean, path)
  const result = { all: 0, refused: 0, same: 0, spoilt: 0, faults: 0 }
  for (let time = 0; time < count; time += 1) {
    const bytes = harmed(clean, dice)
    result.all += 1
    const verdict = await proveCopy(memoryFile(bytes))
    const became = verdict.clean ? await judged(bytes, { path, before }) : 'refused'
    result[became] += 1
  }
  const { refused, same, spoilt, faults } = result
  voice.say(
    `damage     ${String(result.all)} copies: ${String(refused)} refused, ${String(same)} decode to the same, ${String(spoilt)} with a spoilt picture or sound and nothing new, ${String(faults)} FAULTS`,
  )
  return result
}

/** Half of it in the head of the file, where most can be said. */
function harmed(clean: Buffer, dice: (limit: number) => number): Buffer {
  const head = clean.indexOf('mdat')
  const at = dice(2) === 0 ? dice(head) : dice(clean.length)
  if (dice(3) > 0) {
    const bytes = Buffer.from(clean)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << dice(8))
    return bytes
  }
  const added = Buffer.from(Array.from({ length: 1 + dice(24) }, () => dice(256)))
  // half of them over what is there, so that sizes still agree
  const end = dice(2) === 0 ? at : Math.min(clean.length, at + added.length)
  return Buffer.concat([clean.subarray(0, at), added, clean.subarray(end)])
}

interface Decoded {
  readonly sums: string
  readonly numbers: readonly (number | null)[]
  readonly streams: string
}

async function judged(
  bytes: Buffer,
  { path, before }: { readonly path: string; readonly before: Decoded },
): Promise<'same' | 'spoilt' | 'faults'> {
  const after = await decoded(bytes, path)
  if (after.sums === before.sums && after.streams === before.streams) return 'same'
  const known = new Set(before.numbers)
  const foreign = after.numbers.filter((number) => number !== null && !known.has(number))
  const more = after.numbers.length > before.numbers.length
  return foreign.length > 0 || more || after.streams !== before.streams ? 'faults' : 'spoilt'
}

async function decoded(bytes: Buffer, path: string): Promise<Decoded> {
  await writeFile(path, bytes)
  const raw = await tried('ffmpeg', [
    ...split('-v quiet -nostdin -ignore_editlist 1 -flags +output_corrupt -flags2 +showall -i'),
    path,
    ...split('-map 0 -fps_mode passthrough -f framemd5 -'),
  ])
  const streams = await tried('ffprobe', [
    ...split(
      '-v quiet -show_entries stream=codec_type,codec_name,nb_frames:stream_tags:format_tags',
    ),
    path,
  ])
  const sums = raw
    .toString()
    .split('\n')
    .filter((line) => /^\d/.test(line))
  return {
    sums: createHash('sha256')
      .update(sums.map((line) => line.split(',').at(-1)).join())
      .digest('hex'),
    numbers: await numbersIn(path),
    streams: streams.toString(),
  }
}
