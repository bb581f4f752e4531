/** Recorders delete the oldest while it is looked at: null for what is not there, or may not be read. */
export async function unlessGone<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (isOfFiles(error)) return null
    throw error
  }
}

/** What the file system refused, and no bug. */
export function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}
