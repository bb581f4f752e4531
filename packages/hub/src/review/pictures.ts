import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Fault } from '@porchlight/core'
import type { LocalId } from '@porchlight/owner'
import { runTool } from '@porchlight/owner/node'

import type { Reviewed } from './originals.ts'

/** A picture that takes longer is not worth waiting for. */
const pictureMillis = 30_000
/** A stand-in to look at is made about as fast as it plays, or faster. */
const playMillis = 10 * 60_000

/** Where pictures are made; what an end without warning leaves there is deleted at the next start. */
export interface Looking {
  readonly directory: string
  readonly signal: AbortSignal
}

/** Pictures evenly spread over a clip, side by side in one JPEG: a strip to find one's way by. */
export async function filmOf(reviewed: Reviewed, count: number, looking: Looking): Promise<Buffer> {
  const seconds = reviewed.probe.media.seconds ?? 0
  const times = Array.from({ length: count }, (_, at) => ((at + 0.5) / count) * seconds)
  const inputs = times.flatMap((at) => ['-ss', at.toFixed(3), ...inputOf(reviewed)])
  const scaled = times.map((_, at) => `[${String(at)}:v:0]scale=-2:90,setsar=1[p${String(at)}]`)
  const row = `${times.map((_, at) => `[p${String(at)}]`).join('')}hstack=inputs=${String(count)}`
  const filter = count === 1 ? '[0:v:0]scale=-2:90' : [...scaled, row].join(';')
  return await jpeg(reviewed, [...inputs, '-filter_complex', filter], looking)
}

/** One picture of a clip, as large as a screen needs. */
export async function pictureAt(
  reviewed: Reviewed,
  seconds: number,
  looking: Looking,
): Promise<Buffer> {
  const args = ['-ss', seconds.toFixed(3), ...inputOf(reviewed), '-vf', 'scale=min(1280\\,iw):-2']
  return await jpeg(reviewed, args, looking)
}

async function jpeg(
  reviewed: Reviewed,
  args: readonly string[],
  { directory, signal }: Looking,
): Promise<Buffer> {
  return await withFolder(directory, async (folder) => {
    const target = join(folder, 'picture.jpg')
    const output = ['-frames:v', '1', '-f', 'mjpeg', '-q:v', '4', `file:${target}`]
    await run([...args, ...output], { reviewed, target, limitMillis: pictureMillis, signal })
    return await readFile(target)
  })
}

/** What every browser plays without more ado. */
export function playsAsItIs({ probe }: Reviewed): boolean {
  return probe.container === 'mov' && (probe.media.codec?.startsWith('h264') ?? false)
}

/** A small film of a clip whose own form browsers do not play, with the same times. @returns where it is */
export async function playable(
  reviewed: Reviewed,
  clip: LocalId,
  { directory, signal }: Looking,
): Promise<string> {
  const target = join(directory, `${clip}.mp4`)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const args = [
    ...inputOf(reviewed),
    ...'-map 0:v:0 -map 0:a:0? -vf scale=-2:min(480\\,ih) -c:v libx264 -preset ultrafast -crf 28'.split(
      ' ',
    ),
    ...'-pix_fmt yuv420p -c:a aac -movflags +faststart -f mp4'.split(' '),
    `file:${target}`,
  ]
  try {
    await run(args, { reviewed, target, limitMillis: playMillis, signal })
    return target
  } catch (error) {
    await rm(target, { force: true })
    throw error
  }
}

function inputOf({ original, probe }: Reviewed): readonly string[] {
  return ['-protocol_whitelist', 'file,pipe', '-f', probe.container, '-i', `file:${original.path}`]
}

interface Running {
  readonly reviewed: Reviewed
  readonly target: string
  readonly limitMillis: number
  readonly signal: AbortSignal
}

/** @throws {Fault} `clip/cannot-decode` */
async function run(
  args: readonly string[],
  { reviewed, target, limitMillis, signal }: Running,
): Promise<void> {
  await writeFile(target, '', { mode: 0o600 })
  const well = await runTool('ffmpeg', {
    args: ['-hide_banner', '-nostdin', '-loglevel', 'quiet', '-y', ...args],
    reads: [reviewed.original.path],
    writes: [target],
    limitMillis,
    signal,
    output: () => undefined,
  })
  if (!well) throw new Fault('clip/cannot-decode')
}

async function withFolder<T>(directory: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(directory, 'picture-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
