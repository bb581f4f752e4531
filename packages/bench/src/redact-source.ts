import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Twelve seconds take a minute or two to make on a slow machine. */
const makeMillis = 600_000

export interface Source {
  readonly path: string
  readonly seconds: number
}

export interface SourceSize {
  readonly width: number
  readonly height: number
  readonly seconds: number
}

/**
 * A recording as cameras make them: H.264 at 30 pictures a second and about 4 Mb/s in 1080p, everything in
 * motion, and the noise of a sensor in every pixel. Drawings without noise would be encoded in half the time.
 */
export async function makeSource(
  directory: string,
  { width, height, seconds }: SourceSize,
): Promise<Source> {
  const path = join(directory, `camera-${String(seconds)}.mp4`)
  const waves = '128+60*sin((X+N*3)/15)+50*cos((Y-N*2)/11)'
  const scene = `nullsrc=s=320x180:r=30:d=${String(seconds)},format=yuv420p,geq=lum='${waves}':cb='128+40*sin((X+Y+N)/40)':cr=128`
  const camera = `scale=${String(width)}:${String(height)},noise=alls=10:allf=t`
  const rate = Math.round((4_000_000 * width * height) / (1920 * 1080))
  await run(
    'ffmpeg',
    [
      ...'-v error -nostdin -y -f lavfi -i'.split(' '),
      scene,
      '-vf',
      camera,
      ...'-c:v libx264 -preset ultrafast -g 60 -b:v'.split(' '),
      String(rate),
      path,
    ],
    { timeout: makeMillis },
  )
  return { path, seconds }
}

/** The same recording so many times over. */
export async function repeated({ path, seconds }: Source, times: number): Promise<Source> {
  const target = path.replace(/\.mp4$/, `-x${String(times)}.mp4`)
  const loops = ['-stream_loop', String(times - 1), '-i', path]
  await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...loops, '-c', 'copy', target], {
    timeout: makeMillis,
  })
  return { path: target, seconds: seconds * times }
}

/** How like two recordings are in the right half of the picture, where no box is: 1 where they are the same. */
export async function likeness(
  copy: string,
  { path, from }: { readonly path: string; readonly from: number },
): Promise<number> {
  const inputs = ['-v', 'info', '-nostdin', '-i', copy, '-ss', String(from), '-i', path]
  const half = 'crop=iw/2:ih:iw/2:0'
  const { stderr } = await run(
    'ffmpeg',
    [
      ...inputs,
      '-filter_complex',
      `[0]${half}[a];[1]${half}[b];[a][b]ssim=shortest=1`,
      ...'-f null -'.split(' '),
    ],
    { timeout: makeMillis },
  )
  return Number(/All:([\d.]+)/.exec(stderr)?.[1])
}
