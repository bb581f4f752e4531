import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'

import { api, call, daySeconds, entryBytes, instantOf, readToken, Token } from '@porchlight/core'
import type { Line, OwnRequest } from '@porchlight/core'
import { parsePolicy, verifyWitnessedProof } from '@porchlight/log'
import { liveTokens } from '@porchlight/owner'
import type { JudgeProof } from '@porchlight/owner'

import { Clock } from '../clock.ts'
import { loggedEntries, ofKind } from '../logged.ts'
import { withClip } from '../made-clip.ts'
import { answerWith } from '../neighbour.ts'
import { stranger } from '../person.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'

const sizes = [4096, 4096]

describe('a token', () => {
  it('is needed to answer, is good for its request only, and once', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const [first, second] = [await publishRequest(town), await publishRequest(town)]
    const tokens = await tokensOf(world)
    assert.deepEqual([...tokens.keys()].toSorted(), [idOf(first), idOf(second)].toSorted())
    const line = stranger(world.origin)
    const token = tokenIn(tokens, first)
    const forged = Buffer.from(token, 'base64')
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    for (const wrong of [tokenIn(tokens, second), forged.toString('base64')]) {
      const asked = call(line, api.openSubmission, { request: idOf(first), token: wrong, sizes })
      await assert.rejects(asked, { code: 'token/invalid' })
    }
    const opened = await call(line, api.openSubmission, { request: idOf(first), token, sizes })
    assert.ok(opened.submission)
    const again = await call(line, api.openSubmission, { request: idOf(first), token, sizes })
    assert.notEqual(again.submission, opened.submission, 'the answer to the first call was lost')
    const lost = { authorization: `Bearer ${opened.secret}` }
    const forgotten = call({ ...line, headers: lost }, api.getSubmission, { id: opened.submission })
    await assert.rejects(forgotten, { code: 'submission/not-found' })
  })

  it('that was spent is refused once something was sent with it, after a restart too', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    const token = tokenIn(await tokensOf(world), own)
    await withClip(async (path) => {
      await answerWith({ ...world, ...own }, [path], {
        token: async () => await Promise.resolve(token),
      })
    })
    await world.restart()
    const line = stranger(world.origin)
    const again = call(line, api.openSubmission, { request: idOf(own), token, sizes })
    await assert.rejects(again, { code: 'token/spent' })
  })

  it('is signed unseen: absent from all that the instance received and keeps, what it gives away', async () => {
    await using world = await openWorld()
    const town = await openTown(world)
    const own = await publishRequest(town)
    const received: string[] = []
    const line = {
      origin: world.origin,
      send: async (request: Request) => {
        if (request.method === 'POST') received.push(await request.clone().text())
        return await fetch(request)
      },
    }
    const token = tokenIn(await tokensOf(world, { line }), own)
    const read = readToken(token, new URL(world.origin).host, idOf(own))
    assert.ok(read)
    const parts = [read.input.subarray(2, 34), read.signature]
    const text = received.join('\n')
    assert.match(text, /"blinded"/, 'control: it was asked')
    for (const part of parts) {
      const bytes = Buffer.from(part)
      for (const form of ['base64', 'hex', 'base64url'] as const)
        assert.ok(!text.includes(bytes.toString(form).slice(0, 40)))
    }
    const nothing = ofKind(await loggedEntries(world), 'submission.sealed')
    assert.deepEqual(nothing, [], 'asking is in no log')
  })

  it('costs work, which is good for one call', async () => {
    await using world = await openWorld({ tokenWorkBits: 12 })
    const town = await openTown(world)
    await publishRequest(town)
    const bodies: unknown[] = []
    const line = {
      origin: world.origin,
      send: async (request: Request) => {
        if (request.url.endsWith('/api/tokens')) bodies.push(await request.clone().json())
        return await fetch(request)
      },
    }
    assert.equal((await tokensOf(world, { line })).size, 1)
    const asked = api.issueTokens.input.parse(bodies[0])
    assert.equal(asked.admission.kind, 'work')
    const lazy = { ...asked, admission: { kind: 'work', counter: 'f'.repeat(16) } } as const
    await assert.rejects(call(line, api.issueTokens, lazy), { code: 'token/no-work' })
    const invited = { ...asked, admission: { kind: 'invite', code: '2'.repeat(20) } } as const
    await assert.rejects(call(line, api.issueTokens, invited), { code: 'token/no-invite' })
  })

  it('comes once for each request to a household with a code, where stewards give codes', async () => {
    await using world = await openWorld({ tokens: 'invite' })
    const town = await openTown(world)
    const first = await publishRequest(town)
    const { codes } = await call(town.stewards[0].line, api.makeCodes, { count: 2 })
    const [code = '', other = ''] = codes
    await assert.rejects(tokensOf(world), { code: 'token/no-invite' })
    const tokens = await tokensOf(world, { invite: code })
    assert.equal(tokens.size, 1)
    const again = tokensOf(world, { invite: code })
    await assert.rejects(again, { code: 'token/issued' })
    assert.equal((await tokensOf(world, { invite: other })).size, 1)
    const request = idOf(first)
    const opened = await call(stranger(world.origin), api.openSubmission, {
      request,
      token: tokenIn(tokens, first),
      sizes,
    })
    assert.ok(opened.secret)
  })

  it('is signed by a key that the log has, renewed in time; earlier tokens stay good', async () => {
    const clock = new Clock()
    await using world = await openWorld({}, { now: () => clock.now() })
    const line = stranger(world.origin)
    const before = await call(line, api.issuer, {})
    const [entry] = ofKind(await loggedEntries(world), 'token.key')
    assert.deepEqual(before.issuer?.logged.entry, entry)
    clock.advance(84 * daySeconds)
    await world.restart()
    const keys = ofKind(await loggedEntries(world), 'token.key')
    assert.equal(keys.length, 2)
    const after = await call(line, api.issuer, {})
    assert.notEqual(after.issuer?.key, before.issuer?.key)
  })

  it('is not asked of an issuer whose key no log has', async () => {
    await using world = await openWorld()
    const asked = tokensOf(world, { judge: () => 'not-logged' })
    await assert.rejects(asked, { code: 'token/invalid' })
  })
})

interface Asking {
  readonly line?: Line
  readonly invite?: string
  readonly judge?: JudgeProof
}

async function tokensOf(
  { origin }: World,
  { line = stranger(origin), invite, judge }: Asking = {},
): Promise<ReadonlyMap<string, Token>> {
  const { witnessPolicy } = await call(line, api.instance, {})
  const policy = parsePolicy(witnessPolicy)
  const all = new Map<string, Token>()
  const tokens = liveTokens({
    line,
    invite: invite ?? null,
    now: instantOf(Date.now()),
    judge:
      judge ??
      ((proof, entry) =>
        verifyWitnessedProof({ proof, entry: entryBytes(entry), policy }).verified
          ? 'holds'
          : 'not-logged'),
    except: () => false,
    random: (length) => randomBytes(length),
  })
  for await (const some of tokens) for (const [request, token] of some) all.set(request, token)
  return all
}

function tokenIn(tokens: ReadonlyMap<string, Token>, own: OwnRequest): Token {
  return Token.parse(tokens.get(idOf(own)))
}

function idOf({ signed }: OwnRequest): string {
  return signed.request.id
}
