import { api, Fault, fromBase64, toBase64, workHolds, workSubject } from '@porchlight/core'
import type { Admission, Digest, RequestId, Wanted } from '@porchlight/core'

import type { Config, World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import { hashOf } from '../sign-in/secret.ts'
import { findLive } from '../requests/store.ts'
import type { Prove } from '../log/proofs.ts'
import { goodKey, issuerOf, signBlinded } from './keys.ts'

type TokenConfig = Pick<Config, 'tokens' | 'tokenWorkBits'>

export interface IssueParts extends World {
  readonly db: Database
  readonly config: TokenConfig
  readonly prove: Prove
}

/** Gives tokens to whoever may ever answer, and codes to households. */
export function mountTokens(mount: Mount, parts: IssueParts): void {
  const { db, now, random, config } = parts
  mount(api.issueTokens, async ({ key: keyId, wanted, admission }) => {
    const key = await goodKey(db, now())
    if (key?.id !== keyId) throw new Fault('token/key-unknown')
    requireAdmission(parts.config, { keyId, wanted, admission })
    const live = await liveOf(parts, wanted)
    if (admission.kind === 'invite') await useCode(db, admission.code, live)
    return {
      signatures: wanted.map(({ request, blinded }) => {
        if (!live.includes(request)) return null
        const signature = signBlinded(key, fromBase64(blinded) ?? new Uint8Array())
        if (signature === null) throw new Fault('input/invalid')
        return toBase64(signature)
      }),
    }
  })
  mount(api.issuer, async () => {
    const key = await goodKey(db, now())
    if (key === null) return { issuer: null }
    const { entry, proof } = await parts.prove.entryAt(key.index)
    return { issuer: { ...issuerOf(key, config), logged: { entry, index: key.index, proof } } }
  })
  mount(api.makeCodes, async ({ count }) => {
    if (config.tokens !== 'invite') throw new Fault('token/no-invite')
    const codes = Array.from({ length: count }, () => newCode(random))
    await db
      .insertInto('token_codes')
      .values(codes.map((code) => ({ code_hash: hashOf(code) })))
      .execute()
    return { codes }
  })
}

interface Asked {
  readonly keyId: Digest
  readonly wanted: Wanted
  readonly admission: Admission
}

function requireAdmission(
  { tokens, tokenWorkBits }: TokenConfig,
  { keyId, wanted, admission }: Asked,
): void {
  if (admission.kind !== tokens) throw new Fault('token/no-invite')
  if (admission.kind !== 'work') return
  if (!workHolds(workSubject(keyId, wanted), admission.counter, tokenWorkBits))
    throw new Fault('token/no-work')
}

async function liveOf({ db, now }: IssueParts, wanted: Wanted): Promise<readonly RequestId[]> {
  const live: RequestId[] = []
  for (const { request } of wanted) if (await isLive(db, request, now())) live.push(request)
  return live
}

async function isLive(db: Db, request: RequestId, now: string): Promise<boolean> {
  try {
    await findLive(db, request, now)
    return true
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}

/**
 * One token for each request to each household; which answer it is spent on later, nobody can tell.
 *
 * @throws {Fault} `token/no-invite`, `token/issued`
 */
async function useCode(db: Database, code: string, requests: readonly RequestId[]): Promise<void> {
  const code_hash = hashOf(code)
  await db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('token_codes')
      .where('code_hash', '=', code_hash)
      .select('code_hash')
      .executeTakeFirst()
    if (known === undefined) throw new Fault('token/no-invite')
    for (const request of requests) {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('token_issues')
        .values({ code_hash, request })
        .onConflict((conflict) => conflict.columns(['code_hash', 'request']).doNothing())
        .executeTakeFirst()
      if (numInsertedOrUpdatedRows !== 1n) throw new Fault('token/issued')
    }
  })
}

/** Without what is read wrong on paper; a hundred bits. */
const letters = '23456789abcdefghjkmnpqrstvwxyz23'

function newCode(random: World['random']): string {
  return Array.from(random(20), (byte) => letters.charAt(byte % letters.length)).join('')
}
