import { toBase64 } from '@porchlight/core'
import type { Feed, FeedRequest, SealedMessage } from '@porchlight/core'
import type { LogReader, Proof, SignedCheckpoint } from '@porchlight/log'

import type { Listed } from './directory.ts'
import type { Told } from './news.ts'

/** What a feed is made of; every index is below the checkpoint's size. */
export interface FeedContent extends Pick<
  Feed,
  'number' | 'origin' | 'at' | 'agencies' | 'issuer'
> {
  readonly checkpoint: SignedCheckpoint
  /** Of that checkpoint. */
  readonly reader: Pick<LogReader, 'inclusion' | 'consistency'>
  /** Of the trees that earlier feeds' proofs were about. */
  readonly sizes: readonly number[]
  readonly directory: readonly Listed[]
  readonly requests: readonly Omit<FeedRequest, 'hashes'>[]
  readonly news: readonly Told[]
  readonly messages: readonly SealedMessage[]
}

/** Puts a feed together, with every proof that it takes. @throws {LogError} of the reader */
export async function composeFeed({ reader, ...content }: FeedContent): Promise<Feed> {
  const { number, origin, at, checkpoint, agencies, issuer } = content
  const sizes = [...new Set(content.sizes)].toSorted((a, b) => a - b)
  return {
    kind: 'porchlight/feed/v1',
    number,
    origin,
    at,
    checkpoint: checkpoint.note,
    consistency: await Promise.all(
      sizes.map(async (size) => ({ size, hashes: texts(await reader.consistency(size)) })),
    ),
    directory: await proved(content.directory, reader),
    agencies,
    issuer,
    requests: await Promise.all(
      content.requests
        .toSorted((a, b) => a.index - b.index)
        .map(async (request) => {
          return { ...request, hashes: texts(await reader.inclusion(request.index)) }
        }),
    ),
    news: await proved(content.news, reader),
    messages: [...content.messages],
  }
}

async function proved<E>(
  listed: readonly { readonly index: number; readonly entry: E }[],
  reader: Pick<LogReader, 'inclusion'>,
): Promise<{ index: number; hashes: string[]; entry: E }[]> {
  return await Promise.all(
    listed.map(async ({ index, entry }) => {
      return { index, hashes: texts(await reader.inclusion(index)), entry }
    }),
  )
}

/** Hashes as a feed has them. */
export function texts(proof: Proof): string[] {
  return proof.map(toBase64)
}
