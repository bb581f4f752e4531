/**
 * Files that this site keeps on the device (the Origin Private File System), written as only workers
 * can: synchronously, which every browser with WebCodecs has. Nobody else sees them.
 */

/** As the File System standard's worker interface; the DOM's types leave it out. */
interface SyncHandle {
  readonly read: (into: Uint8Array, options: { at: number }) => number
  readonly write: (bytes: Uint8Array, options: { at: number }) => number
  readonly truncate: (size: number) => void
  readonly getSize: () => number
  readonly flush: () => void
  readonly close: () => void
}

interface WorkerFileHandle extends FileSystemFileHandle {
  readonly createSyncAccessHandle: () => Promise<SyncHandle>
}

/** A file open for reading and writing anywhere in it; close it. */
export interface OpenFile {
  readonly size: () => number
  readonly read: (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>
  readonly write: (bytes: Uint8Array, at: number) => void
  readonly close: () => void
}

/** A folder of this site, made where there is none. */
export async function folderAt(path: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return await root.getDirectoryHandle(path, { create: true })
}

/**
 * A new, empty file.
 *
 * @throws {DOMException} QuotaExceededError where the device has no room, here and when writing
 */
export async function newFile(folder: FileSystemDirectoryHandle, name: string): Promise<OpenFile> {
  const handle = await folder.getFileHandle(name, { create: true })
  if (!isOfWorker(handle)) throw new Error('This browser keeps no files in workers')
  const sync = await handle.createSyncAccessHandle()
  sync.truncate(0)
  return {
    size: () => sync.getSize(),
    read: async (from, to) => {
      const bytes = new Uint8Array(to - from)
      const length = sync.read(bytes, { at: from })
      return await Promise.resolve(bytes.subarray(0, length))
    },
    write: (bytes, at) => {
      if (sync.write(bytes, { at }) !== bytes.length)
        throw new DOMException('Not all was written', 'QuotaExceededError')
    },
    close: () => {
      sync.flush()
      sync.close()
    },
  }
}

/** Writes what comes into a new file, whole or not at all. */
export async function writeFile(
  folder: FileSystemDirectoryHandle,
  name: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<number> {
  const file = await newFile(folder, name)
  let at = 0
  try {
    for await (const piece of pieces) {
      file.write(piece, at)
      at += piece.length
    }
  } catch (error) {
    file.close()
    await folder.removeEntry(name)
    throw error
  }
  file.close()
  return at
}

function isOfWorker(handle: FileSystemFileHandle): handle is WorkerFileHandle {
  return 'createSyncAccessHandle' in handle
}
