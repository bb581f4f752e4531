import { access } from 'node:fs/promises'
import { join } from 'node:path'

/** The built web apps beside this package; null where they were not built. */
export async function findWebDirectory(): Promise<string | null> {
  const directory = join(import.meta.dirname, '..', '..', 'web', 'dist')
  return await access(join(directory, '.vite', 'manifest.json')).then(
    () => directory,
    () => null,
  )
}
