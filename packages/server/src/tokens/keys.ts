import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  verify,
} from 'node:crypto'
import { promisify } from 'node:util'

import {
  daySeconds,
  fromBase64,
  later,
  minuteOf,
  plainKey,
  pssKey,
  toBase64,
  tokenKeyId,
} from '@porchlight/core'
import type { Digest, Instant, Issuer, ReadToken } from '@porchlight/core'
import { z } from 'zod'

import type { Config } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Intent, Outbox } from '../log/outbox.ts'

/** A key is good for so long; the next one is announced while it still is, so that no client is without. */
const goodDays = 90
const announcedDays = 7

const Row = z.object({
  id: z.string(),
  key: z.string(),
  secret: z.string(),
  good_from: z.string(),
  good_until: z.string(),
  log_index: z.number().nullable(),
})

/** A key that signs tokens now. */
export interface IssuerKey {
  readonly id: Digest
  /** RSASSA-PSS SubjectPublicKeyInfo as standard base64. */
  readonly key: string
  /** PKCS #8 as standard base64. */
  readonly secret: string
  readonly index: number
}

/** The newest that the log has and whose time has come; null before there is one. */
export async function goodKey(db: Db, now: Instant): Promise<IssuerKey | null> {
  const row = await db
    .selectFrom('token_keys')
    .where('log_index', 'is not', null)
    .where('good_from', '<=', now)
    .where('good_until', '>', now)
    .orderBy('log_index', 'desc')
    .selectAll()
    .executeTakeFirst()
  if (row === undefined) return null
  const { log_index: index, ...key } = Row.parse(row)
  return index === null ? null : { ...key, index }
}

/** What clients are told. */
export function issuerOf(
  { key }: Pick<IssuerKey, 'key'>,
  { tokens, tokenWorkBits }: Pick<Config, 'tokens' | 'tokenWorkBits'>,
): Issuer {
  return { key, admission: tokens, workBits: tokenWorkBits }
}

/**
 * Makes the next key where none is good for another week, and has it logged: a key that the log does not
 * name could be made for one client alone, to know them again.
 *
 * @throws {Fault} `log/unavailable`; it is made all the same, and good once the log has it
 */
export async function renewKey(db: Database, outbox: Outbox, now: Instant): Promise<void> {
  const last = await db
    .selectFrom('token_keys')
    .orderBy('good_until', 'desc')
    .select('good_until')
    .executeTakeFirst()
  if (last !== undefined && last.good_until > later(now, announcedDays * daySeconds)) return
  const { key, secret } = await newKey()
  const from = minuteOf(now)
  const until = later(from, goodDays * daySeconds)
  const id = tokenKeyId(key)
  const intent: Intent = {
    entry: { kind: 'token.key', key: id, from, until },
    effect: { kind: 'token-key', id },
  }
  await outbox.enter([intent], async (tx) => {
    await tx
      .insertInto('token_keys')
      .values({
        id,
        key: toBase64(key),
        secret: toBase64(secret),
        good_from: from,
        good_until: until,
        log_index: null,
      })
      .execute()
  })
}

const makePair = promisify(generateKeyPair)

async function newKey(): Promise<{ readonly key: Uint8Array; readonly secret: Uint8Array }> {
  const pair = await makePair('rsa', { modulusLength: 2048 })
  return {
    key: pssKey(pair.publicKey.export({ type: 'pkcs1', format: 'der' })),
    secret: pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
  }
}

/** RFC 9474, 4.3: the private key's power of the blinded message. Null for one that is no number below the modulus. */
export function signBlinded(
  { secret }: Pick<IssuerKey, 'secret'>,
  blinded: Uint8Array,
): Uint8Array | null {
  const key = createPrivateKey({ key: Buffer.from(secret, 'base64'), type: 'pkcs8', format: 'der' })
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === tooLarge) return null
    throw error
  }
}

const tooLarge = 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_MODULUS'

/** Whether a key of this instance signed the token, one that is good no more included. */
export async function tokenHolds(db: Db, { input, keyId, signature }: ReadToken): Promise<boolean> {
  const row = await db
    .selectFrom('token_keys')
    .where('id', '=', keyId)
    .where('log_index', 'is not', null)
    .select('key')
    .executeTakeFirst()
  const spki = plainKey(fromBase64(row?.key ?? '') ?? new Uint8Array())
  if (spki === null) return false
  const key = createPublicKey({ key: Buffer.from(spki), type: 'spki', format: 'der' })
  return verify(
    'sha384',
    input,
    { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltBytes },
    signature,
  )
}

/** As long as a SHA-384, as RFC 9474 has it. */
const saltBytes = 48
