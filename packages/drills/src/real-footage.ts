import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Pedestrians in a shopping street, 768×576: Debian's package opencv-doc. */
const debianFootage = '/usr/share/doc/opencv-doc/examples/data/vtest.avi'
/** Drawn for the demonstration; what is sealed is the same to the machine. */
const drawing = join(import.meta.dirname, '..', '..', 'cli', 'demo', 'sample.mp4')

/**
 * Real recordings that this machine has: Debian's, else those in `shared`, a directory of test
 * material, else the demonstration's drawing, which is said.
 *
 * @returns one path or more
 */
export async function footageHere(
  shared: string,
  note: (line: string) => void,
): Promise<readonly string[]> {
  const debian = await videosIn(join(debianFootage, '..'), /^vtest\.avi$/)
  if (debian.length > 0) return debian
  const recordings = await videosIn(join(shared, 'data', 'clips'), /\.mp4$/)
  if (recordings.length > 0) return recordings
  note('no recordings here (Debian has one: opencv-doc); cutting from a drawing instead')
  return [drawing]
}

/** None where there is no such directory. */
async function videosIn(directory: string, name: RegExp): Promise<readonly string[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  return names
    .filter((each) => name.test(each))
    .toSorted()
    .map((each) => join(directory, each))
}
