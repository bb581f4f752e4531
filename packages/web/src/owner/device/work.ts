import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'

import { deleteFolder, takeWorkFolder } from './work-folder.ts'

/** This browser, or this window of it, keeps no files for a site. */
export class NoFolder extends Error {
  override readonly name = 'NoFolder'
}

/** The folder of this tab's copies; taken once. */
export function useWorkFolder(): UseQueryResult<string> {
  return useQuery({
    queryKey: ['work-folder'],
    queryFn: async () => await takenWorkFolder(),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
  })
}

let taken: Promise<string> | null = null

/** The folder of this tab. @throws {NoFolder} */
export async function takenWorkFolder(): Promise<string> {
  taken ??= takeWorkFolder()
  try {
    return await taken
  } catch (cause) {
    taken = null
    // absent in old browsers, refused in private windows of some
    if (cause instanceof TypeError || cause instanceof DOMException)
      throw new NoFolder('', { cause })
    throw cause
  }
}

/** Deletes the copies of this tab, where it made any. */
export async function wipeWorkFolder(): Promise<void> {
  if (taken !== null) await deleteFolder(await taken)
}

/** Whether this browser can encode video at all. */
export function canEncode(): boolean {
  return typeof VideoEncoder !== 'undefined' && typeof VideoDecoder !== 'undefined'
}
