import { toHex } from '@porchlight/core'

import { random } from '../../ui/randomness.ts'

/**
 * The folder of this tab's copies, which are not sealed yet. Its name is random, and a lock of that
 * name is held while the tab lives: a folder without its lock was left behind, and is deleted.
 */
const prefix = 'work-'

/** Deletes what closed tabs left behind, and takes a folder for this one. */
export async function takeWorkFolder(): Promise<string> {
  const name = `${prefix}${toHex(random(8))}`
  await new Promise<void>((resolve) => {
    void navigator.locks.request(name, async () => {
      resolve()
      // held until the tab is gone
      await new Promise(() => undefined)
    })
  })
  await deleteLeftovers()
  return name
}

async function deleteLeftovers(): Promise<void> {
  const root = await navigator.storage.getDirectory()
  for await (const name of root.keys()) {
    if (!name.startsWith(prefix)) continue
    await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock !== null) await root.removeEntry(name, { recursive: true })
    })
  }
}

/** Deletes a folder with everything in it; what is not there is deleted already. */
export async function deleteFolder(name: string): Promise<void> {
  const root = await navigator.storage.getDirectory()
  try {
    await root.removeEntry(name, { recursive: true })
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

/** A file of a folder; null where there is none. */
export async function fileIn(folder: string, name: string): Promise<File | null> {
  const root = await navigator.storage.getDirectory()
  try {
    const directory = await root.getDirectoryHandle(folder)
    return await (await directory.getFileHandle(name)).getFile()
  } catch (error) {
    if (isNotFound(error)) return null
    throw error
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError'
}
