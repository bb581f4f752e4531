import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * A file that begins as an AVI does (RIFF, form type "AVI "), which no browser reads: only as an
 * original can it be sent. Of three pieces of an upload.
 */
export async function aviFile(directory: string): Promise<string> {
  const bytes = randomBytes(9 * 1024 * 1024)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('AVI LIST', 8, 'latin1')
  const path = join(directory, 'yard.avi')
  await writeFile(path, bytes)
  return path
}

/** Two seconds of H.265, as many phones film, that say where and when; null where ffmpeg cannot make it. */
export async function hevcFile(directory: string): Promise<string | null> {
  const path = join(directory, 'phone.mp4')
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:duration=2']
  const codec = ['-c:v', 'libx265', '-x265-params', 'log-level=error', '-tag:v', 'hvc1']
  const facts = [
    'location=+41.4000-081.5000/',
    'title=Garage Garcia',
    'creation_time=2026-11-22T20:45:00Z',
  ].flatMap((fact) => ['-metadata', fact])
  try {
    await promisify(execFile)(
      'ffmpeg',
      ['-y', '-loglevel', 'error', ...picture, ...codec, ...facts, path],
      { timeout: 60_000 },
    )
    return path
  } catch {
    return null
  }
}
