import { readFile } from 'node:fs/promises'

import { hasSound, numbersIn, soundOutside } from './film.ts'
import { isIn } from './secrets.ts'
import type { Secret } from './secrets.ts'
import { split, tried } from './tool.ts'

/** What is found in a copy that should not be there; all of it empty or zero where it is clean. */
export interface Found {
  /** Kinds of the secrets that are in it. */
  readonly secrets: readonly string[]
  /** Pictures from outside the cut, or that cannot be read. */
  readonly outside: number
  readonly pictures: number
  /** Sound that was not asked for, or of outside the cut. */
  readonly sound: boolean
  /** What other programs see beside picture and sound. */
  readonly extras: readonly string[]
}

/** Of the tone, as a part of two seconds: packets that an encoder of sound cannot cut finer, and originals whose sound is a little off their picture. */
const soundSlack = 0.05

/** What a copy may show and say. */
export interface Allowed {
  readonly secrets: readonly Secret[]
  readonly inside: ReadonlySet<number>
  readonly sound: boolean
}

/** Looks at a copy with every eye: its bytes, ExifTool, ffprobe, and each picture. */
export async function lookAt(path: string, { secrets, inside, sound }: Allowed): Promise<Found> {
  const numbers = await numbersIn(path)
  const heard = await soundOutside(path)
  const seen = await printed(path)
  return {
    secrets: await secretsIn(path, seen, secrets),
    outside: numbers.filter((number) => number === null || !inside.has(number)).length,
    pictures: numbers.length,
    sound: sound ? (heard ?? 0) > soundSlack : await hasSound(path),
    extras: extrasIn(seen),
  }
}

/** Kinds of the secrets that are in a file, or that other programs read out of it. */
export async function secretsIn(
  path: string,
  seen: Buffer,
  secrets: readonly Secret[],
): Promise<readonly string[]> {
  const bytes = await readFile(path)
  return secrets
    .filter((one) => isIn(bytes, one) || isIn(seen, { kind: one.kind, text: one.text }))
    .map(({ kind }) => kind)
}

/** All that ExifTool and ffprobe print of a file, what the disk says of it left out. */
export async function printed(path: string): Promise<Buffer> {
  const [exif, probe] = await Promise.all([
    tried('exiftool', [...split('-a -u -U -ee3 -G1 --System:all --ExifTool:all'), path]),
    tried('ffprobe', [
      ...split('-v quiet -of flat -show_format -show_streams -show_chapters -show_programs'),
      ...split('-show_packets -show_frames -ignore_chapters 0'),
      path,
    ]).then((text) => withoutName(text)),
  ])
  return Buffer.concat([exif, probe])
}

function withoutName(text: Buffer): Buffer {
  return Buffer.from(text.toString('latin1').replaceAll(/^format\.filename=.*$/gm, ''), 'latin1')
}

/** Tags with words, side data, streams that are neither picture nor sound. */
function extrasIn(seen: Buffer): readonly string[] {
  const lines = seen.toString('latin1').split('\n')
  return lines.filter((line) => extra.test(line) && !plain.test(line))
}

const extra =
  /^(?:chapters\.|programs\.program|.*\.side_data|.*\.tags\.|.*codec_type="(?:data|subtitle|attachment)")/
/** Labels of every MP4 file; ffprobe's own words for empty names; how a picture lies. */
const plain =
  /tags\.(?:major_brand|minor_version|compatible_brands|language="und"|handler_name=""|vendor_id)|Display ?Matrix|displaymatrix|\.rotation=|side_data_type="(?:Skip Samples|CPB properties)"|skip_samples|discard_padding|skip_reason|discard_reason/i
