import { readFile, writeFile } from 'node:fs/promises'

import { secret } from './secrets.ts'
import type { Secret } from './secrets.ts'
import { ffmpeg, split } from './tool.ts'

/** Something that ffmpeg muxes beside the film. */
export interface Extra {
  /** Words that open it; none where it is no input of its own. */
  readonly opens: readonly string[]
  /** Given the number that ffmpeg has for it. */
  readonly map: (at: string) => readonly string[]
  readonly codec: readonly string[]
  readonly secrets: readonly Secret[]
}

interface ExtraSetting {
  /** Where files of it go, up to the dot before what they are. */
  readonly at: string
  /** The original that it goes into. */
  readonly file: string
  /** The film of the other picture track. */
  readonly other: string
}

type Maker = (setting: ExtraSetting) => Promise<Extra>

/** By the name of the plant. */
export const extras: Readonly<Record<string, Maker | undefined>> = {
  subtitles: async ({ at, file }) => {
    const hidden = secret('subtitles')
    await writeFile(`${at}srt`, `1\n00:00:00,500 --> 00:00:05,500\n${hidden.text}\n`)
    const codec = file.endsWith('.mkv') ? 'srt' : 'mov_text'
    return {
      opens: ['-i', `${at}srt`],
      map: (n) => ['-map', `${n}:s:0`],
      codec: ['-c:s', codec],
      secrets: [hidden],
    }
  },
  chapters: async ({ at }) => {
    const hidden = secret('chapters')
    const chapter = `[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=5\ntitle=${hidden.text}\n`
    await writeFile(`${at}txt`, `;FFMETADATA1\n${chapter}`)
    const opens = ['-i', `${at}txt`]
    return { opens, map: (n) => ['-map_chapters', n], codec: [], secrets: [hidden] }
  },
  cover: async ({ at }) => {
    const hidden = secret('cover')
    await ffmpeg(...split('-f lavfi -i color=red:s=64x64 -frames:v 1 -f mjpeg'), `${at}jpg`)
    const jpeg = await readFile(`${at}jpg`)
    // a comment, behind the start of the picture
    const head = Buffer.from([0xff, 0xfe, 0, hidden.text.length + 2])
    const parts = [jpeg.subarray(0, 2), head, Buffer.from(hidden.text), jpeg.subarray(2)]
    await writeFile(`${at}jpg`, Buffer.concat(parts))
    const codec = split('-c:v:1 copy -disposition:v:1 attached_pic')
    const opens = ['-i', `${at}jpg`]
    return { opens, map: (n) => ['-map', `${n}:v:0`], codec, secrets: [hidden] }
  },
  attachment: async ({ at }) => {
    const hidden = secret('attachment')
    await writeFile(`${at}bin`, hidden.text)
    const codec = ['-attach', `${at}bin`, '-metadata:s:t:0', 'mimetype=text/plain']
    return { opens: [], map: () => [], codec, secrets: [hidden] }
  },
  timecode: async () => {
    const secrets = [{ kind: 'timecode', text: '09:17:23:11' }]
    const codec = ['-timecode', '09:17:23:11']
    return await Promise.resolve({ opens: [], map: () => [], codec, secrets })
  },
  private: async ({ at }) => {
    const hidden = secret('private data')
    await writeFile(`${at}bin`, hidden.text.repeat(20))
    const opens = ['-f', 'data', '-i', `${at}bin`]
    const codec = ['-c:d', 'copy']
    return { opens, map: (n) => ['-map', `${n}:d:0`], codec, secrets: [hidden] }
  },
  'second-track': async ({ other }) =>
    await Promise.resolve({
      opens: ['-i', other],
      map: (n: string) => ['-map', `${n}:v:0`],
      codec: [],
      secrets: [],
    }),
}
