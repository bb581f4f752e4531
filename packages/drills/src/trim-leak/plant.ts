import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Movie, words } from './boxes.ts'
import type { Form } from './originals.ts'
import { handPlants } from './plant-boxes.ts'
import { extras } from './plant-inputs.ts'
import type { Extra } from './plant-inputs.ts'
import { secret } from './secrets.ts'
import type { Secret } from './secrets.ts'
import { ffmpeg, split } from './tool.ts'

/** An original with everything that is planted in it. */
export interface Original {
  readonly path: string
  readonly secrets: readonly Secret[]
}

export interface Films {
  readonly directory: string
  readonly film: string
  /** The other picture track's. */
  readonly other: string
}

/** When it was filmed, as text and as the numbers of MP4 (since 1904) and Matroska (since 2001). */
const madeAt = '2031-07-19T08:09:10'
const madeSeconds = Date.parse(`${madeAt}Z`) / 1000
const made: Secret = {
  kind: 'creation time',
  text: '2031-07-19',
  bytes: [words(madeSeconds + 2_082_844_800), nanoseconds(madeSeconds - 978_307_200)],
}
const madeInExif: Secret = { kind: 'creation time', text: '2031:07:19' }
const place: Secret = { kind: 'GPS position', text: '+41.3976-081.5022' }

function nanoseconds(seconds: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(seconds) * 1_000_000_000n)
  return bytes
}

/** Makes an original: the film in this form, and in it all that such a file can hide. */
export async function plant(form: Form, films: Films): Promise<Original> {
  const name = secret('file name')
  const path = join(films.directory, `${name.text}-${form.file}`)
  const inputs = await extrasFor(form, films)
  await ffmpeg(
    '-i',
    films.film,
    ...inputs.flatMap(({ opens }) => opens),
    ...split('-map 0:v:0 -map 0:a:0'),
    ...inputs.flatMap(({ opens: { length }, map }, at) =>
      map(length === 0 ? '' : placeOf(inputs, at)),
    ),
    ...(form.filter === undefined ? [] : ['-filter:v:0', form.filter]),
    ...split(form.words),
    ...(avcWords.test(form.words) ? ['-bsf:v:0', `h264_metadata=sei_user_data=${sei}`] : []),
    ...tags,
    ...inputs.flatMap(({ codec }) => codec),
    path,
  )
  if (form.plants.includes('edit-list')) await cutByEditList(path)
  const byHand = await plantByHand(form, path)
  return {
    path,
    secrets: [
      name,
      made,
      madeInExif,
      place,
      ...inTags,
      ...inputs.flatMap((one) => one.secrets),
      ...byHand,
    ],
  }
}

async function extrasFor({ plants, file }: Form, films: Films): Promise<readonly Extra[]> {
  const found: Extra[] = []
  for (const one of plants) {
    const at = join(films.directory, `${one}.`)
    const extra = await extras[one]?.({ at, file, other: films.other })
    if (extra !== undefined) found.push(extra)
  }
  return found
}

/** The number that ffmpeg has for an input; the film is 0, and some plants are no inputs. */
function placeOf(inputs: readonly Extra[], at: number): string {
  return String(inputs.slice(0, at + 1).filter(({ opens: { length } }) => length > 0).length)
}

const avcWords = /libx264/
const seiSecret = secret('SEI: user data')
const sei = `086f3693-b7b3-4f2c-9653-21492feee5b8+${seiSecret.text}`

const inTags: readonly Secret[] = [
  ...['title', 'comment', 'artist', 'description', 'handler name'].map(secret),
  seiSecret,
  { kind: 'encoder string', text: 'x264 - core' },
  { kind: 'encoder string', text: 'x265 (build' },
  { kind: 'muxer string', text: 'Lavf59' },
  { kind: 'key of QuickTime', text: secret('key of QuickTime').text },
  { kind: 'service name', text: secret('service name').text },
]

const tags = [
  `creation_time=${madeAt}Z`,
  `location=${place.text}/`,
  `title=${secret('title').text}`,
  `comment=${secret('comment').text}`,
  `artist=${secret('artist').text}`,
  `description=${secret('description').text}`,
  `com.apple.quicktime.model=${secret('key of QuickTime').text}`,
  `service_name=${secret('service name').text}`,
]
  .flatMap((tag) => ['-metadata', tag])
  .concat(['-metadata:s:v:0', `handler_name=${secret('handler name').text}`])

/** Half a second before the first picture that is shown stays in the file, behind an edit list. */
async function cutByEditList(path: string): Promise<void> {
  const whole = `${path}.whole.mp4`
  await writeFile(whole, await readFile(path))
  await ffmpeg(
    '-ss',
    String(editSeconds),
    '-i',
    whole,
    ...split('-map 0 -c copy -map_metadata 0'),
    path,
  )
}

export const editSeconds = 0.48

async function plantByHand({ plants }: Form, path: string): Promise<readonly Secret[]> {
  const bytes = await readFile(path)
  const trailing = secret('bytes behind the end')
  if (plants.includes('junk')) {
    const junk = secret('JUNK chunk')
    await writeFile(path, withJunk(bytes, junk.text))
    return [junk]
  }
  if (plants.includes('trailing') && !plants.includes('boxes')) {
    await writeFile(path, Buffer.concat([bytes, Buffer.from(trailing.text)]))
    return [trailing]
  }
  if (!plants.includes('boxes') && !plants.includes('loci')) return []
  const movie = new Movie(bytes)
  const byHand = handPlants.filter(({ needs }) =>
    needs === 'boxes' ? plants.includes('boxes') : plants.includes(needs),
  )
  for (const { put, hidden } of byHand) put(movie, Buffer.from(hidden.text))
  await writeFile(path, movie.bytes)
  return byHand.map(({ hidden }) => hidden)
}

/** A chunk of nothing at the end of an AVI file. */
function withJunk(avi: Buffer, text: string): Buffer {
  const chunk = Buffer.concat([Buffer.from('JUNK'), Buffer.alloc(4), Buffer.from(text)])
  chunk.writeUInt32LE(text.length, 4)
  const whole = Buffer.concat([avi, chunk])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}
