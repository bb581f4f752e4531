import { Refusal } from './refusal.ts'

/** The body of an answer, whole. @throws {Refusal} where it is longer than `most` bytes: a server may send without end */
export async function boundedBody({ body, url }: Response, most: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > most) throw new Refusal(`The server sends more than it should: ${url}`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
