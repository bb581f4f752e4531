import type { S3Client } from '@aws-sdk/client-s3'
import type { ObjectClient } from '@porchlight/log'

/** Where a bucket is. Who may use it, the SDK finds: environment, profile, or the machine's role. */
export interface Bucket {
  readonly name: string
  /** Empty, or ending in `/`. */
  readonly prefix: string
  /** Null for AWS itself. */
  readonly endpoint: string | null
  readonly region: string
}

/**
 * An S3 bucket, for the log's files. Whoever can write it can make the log unreadable, not different;
 * whoever can delete from it can do the same. The SDK is loaded only here: a small box never needs it.
 */
export async function openBucket({
  name,
  endpoint,
  region,
}: Bucket): Promise<ObjectClient & { readonly close: () => void }> {
  const sdk = await import('@aws-sdk/client-s3')
  const s3: S3Client = new sdk.S3Client({
    region,
    ...addressed(endpoint),
    // other makers' gateways refuse the checksums that the SDK adds by itself
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  return {
    get: async (Key) => {
      try {
        const { Body } = await s3.send(new sdk.GetObjectCommand({ Bucket: name, Key }))
        return (await Body?.transformToByteArray()) ?? new Uint8Array()
      } catch (error) {
        if (statusOf(error) === 404) return null
        throw error
      }
    },
    put: async (Key, Body, { ifAbsent }) => {
      const condition = ifAbsent ? { IfNoneMatch: '*' } : {}
      try {
        await s3.send(new sdk.PutObjectCommand({ Bucket: name, Key, Body, ...condition }))
        return true
      } catch (error) {
        // RFC 9110 section 15.5.13, Precondition Failed
        if (ifAbsent && statusOf(error) === 412) return false
        throw error
      }
    },
    delete: async (Key) => {
      await s3.send(new sdk.DeleteObjectCommand({ Bucket: name, Key }))
    },
    close: () => {
      s3.destroy()
    },
  }
}

/** Makes a bucket that is not there yet; for drills, as operators make theirs themselves. */
export async function createBucket({
  name,
  endpoint,
  region,
}: Omit<Bucket, 'prefix'>): Promise<void> {
  const sdk = await import('@aws-sdk/client-s3')
  const s3 = new sdk.S3Client({ region, ...addressed(endpoint) })
  await s3.send(new sdk.CreateBucketCommand({ Bucket: name }))
  s3.destroy()
}

function addressed(endpoint: string | null): { endpoint?: string; forcePathStyle?: true } {
  return endpoint === null ? {} : { endpoint, forcePathStyle: true }
}

/** Every error of the service carries its status. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null
  const metadata: unknown = error.$metadata
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata))
    return null
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null
}

/** Reads `s3://BUCKET/PREFIX`. @returns null where the text is no such address */
export function parseBucket(text: string): Pick<Bucket, 'name' | 'prefix'> | null {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([a-z0-9/._-]*))?$/.exec(text)
  if (match?.[1] === undefined) return null
  const prefix = match[2] ?? ''
  return { name: match[1], prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` }
}
