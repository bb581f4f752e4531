import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

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
