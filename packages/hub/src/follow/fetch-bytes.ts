import type { Line } from '@porchlight/core'

/** The instance could not be reached, or gave nothing: nothing is known, and nothing is refused. */
export class FeedAbsent extends Error {
  override readonly name = 'FeedAbsent'
}

/** A public file of an instance, as everybody gets it. @throws {FeedAbsent} what `line.send` throws; the signal's reason */
export async function fetchBytes(
  line: Line,
  path: string,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<Uint8Array> {
  const request = new Request(new URL(path, line.origin), {
    // the bytes as they are: compressed, their length would tell what the padding hides
    headers: { accept: 'application/json', 'accept-encoding': 'identity' },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    cache: 'no-store',
    signal,
  })
  const response = await line.send(request)
  if (!response.ok || response.body === null)
    throw new FeedAbsent(`The instance answered ${String(response.status)} for ${path}`)
  return await bytesWithin(response.body, limit)
}

/** A server may send without end: what is larger than it may be is cut, and then is none. */
async function bytesWithin(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    pieces.push(piece)
    size += piece.length
    if (size > limit) break
  }
  return new Uint8Array(await new Blob(pieces.map((piece) => piece.slice())).arrayBuffer())
}
