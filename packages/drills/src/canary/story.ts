import { unwrapRequestKey, vaultsOf } from '@porchlight/agency'
import { api, call, fromBase64, instantOf, later, readToken } from '@porchlight/core'
import type { OwnRequest } from '@porchlight/core'
import { ask, chained, openInbox, publishRequest, questionFor } from '@porchlight/e2e'
import type { Canary, Opened, Town } from '@porchlight/e2e'
import { hubApi } from '@porchlight/owner'

import type { Evidence } from './evidence.ts'
import type { Household } from './household.ts'
import type { CanaryInstance } from './instance.ts'
import { planted, plantedCanaries } from './planted.ts'

/** The incident of every request of the story. */
export function incidentNow(): string {
  return later(instantOf(Date.now()), -20 * 3600)
}

/** What came of a story: what nobody may have learned, and what everybody may. */
export interface Told {
  readonly canaries: readonly Canary[]
  /** Must be found: else it was not looked. */
  readonly public: readonly Canary[]
}

/**
 * A household sets up its hub, three requests match; one is answered, opened, asked about, accepted and destroyed, one
 * declined, one answered and taken back.
 */
export async function tellStory(
  { watched, towns, recorder }: CanaryInstance,
  household: Household,
  evidence: Evidence,
): Promise<Told> {
  const [town, other] = towns
  await evidence.follow(watched)
  const { codes } = await call(town.stewards[0].line, api.makeCodes, { count: 2 })
  const [invite = ''] = codes
  await household.follow(watched.origin, invite)
  await household.setUp()
  const answered = await publishRequest(town)
  const declined = await publishRequest(other)
  const withdrawn = await publishRequest(town)
  await household.until('three matches, held', ({ matches }) => {
    return matches.length === 3 && matches.every(({ held }) => held)
  })
  await evidence.disk('matched', watched)
  const useful = await household.answer(idOf(answered), true, planted.statement)
  await evidence.disk('answered', watched)
  await evidence.memory('answered', watched)
  await call(household.line, hubApi.decline, { request: idOf(declined) })
  const answer = await household.answer(idOf(withdrawn), false, planted.withdrawn)
  // the secrets of what is taken back, while they are there
  const before = await household.canaries()
  await call(household.line, hubApi.withdraw, { answer })
  await evidence.disk('taken back', watched)
  const [opened] = await openInbox(town, answered)
  if (opened === undefined) throw new Error('The agency has nothing to open')
  await question(town, answered, opened)
  await household.reply(useful, planted.reply)
  await end(town, opened)
  await household.until('that it was destroyed', ({ answers }) => {
    return answers.some(({ state }) => state.kind === 'destroyed')
  })
  await evidence.disk('destroyed', watched)
  await evidence.memory('destroyed', watched)
  evidence.wire(recorder.take())
  await evidence.unfollow('stopped')
  await watched.stop()
  await evidence.disk('stopped', watched)
  await evidence.backup(watched)
  const canaries = [
    ...plantedCanaries(),
    ...before,
    ...(await ofAgency(town, answered)),
    ...(await ofAgency(other, declined)),
    ...ofAnswer(opened),
    ...ofHub(household, declined),
    { name: 'invite code', secret: invite },
  ]
  return { canaries: different(canaries), public: [{ name: 'case', secret: caseOf(answered) }] }
}

async function question(town: Town, own: OwnRequest, { submission, manifest }: Opened) {
  const { reply } = manifest.rungs
  if (reply === undefined) throw new Error('The agency may not ask')
  const about = { id: submission.id, reply }
  await ask(town, about, await questionFor(town, about, { own, text: planted.question }))
}

/** The agency keeps the clip, then its time is over. */
async function end(town: Town, { submission, manifest }: Opened): Promise<void> {
  const accepted = manifest.clips.map(({ name }) => ({ action: 'accepted', clip: name }) as const)
  const events = chained(town, submission, [...accepted, { action: 'destroyed' }])
  await call(town.author.line, api.recordCustody, { id: submission.id, events: [...events] })
}

/** What only an agency has: nothing of it is needed to ask. */
async function ofAgency(town: Town, own: OwnRequest): Promise<readonly Canary[]> {
  const { recipient } = own.signed.request
  const wrapped = fromBase64(own.wrappedKey) ?? new Uint8Array()
  const { identity } = await unwrapRequestKey(wrapped, vaultsOf(town.keyring), recipient)
  return [
    { name: 'passphrase of the agency', secret: town.passphrase },
    { name: 'identity of the request', secret: identity },
    { name: 'identity of the vault', secret: town.keyring.vault },
    {
      name: 'signing key of the agency',
      secret: Buffer.from(town.keyring.signing).toString('hex'),
      kind: 'bytes',
    },
  ]
}

/** What is in an answer beside its footage, and readable to the agency only. */
function ofAnswer({ manifest }: Opened): readonly Canary[] {
  return [
    { name: 'salt of an answer', secret: manifest.salt },
    ...manifest.clips.flatMap(({ name, sha256 }) => [
      { name: 'name of a clip', secret: name },
      { name: 'digest of a copy', secret: sha256, kind: 'bytes' as const },
    ]),
  ]
}

/** Secrets of answers, and the token that nothing was answered with. */
function ofHub({ hub }: Household, { signed }: OwnRequest): readonly Canary[] {
  const { state } = hub.hub
  const secrets = state.answers.all().flatMap(({ opened }) => opened?.secret ?? [])
  const kept = state.tokens.get(signed.request.id)
  const host = new URL(state.instance.get('only')?.origin ?? '').host
  const token = kept === null ? null : readToken(kept.token, host, signed.request.id)
  if (token === null) throw new Error('The hub has no token for what it declined')
  const nonce = Buffer.from(token.input.subarray(2, 34)).toString('hex')
  const signature = Buffer.from(token.signature).toString('hex')
  return [
    ...secrets.map((secret) => ({ name: 'secret of an answer', secret })),
    { name: 'token that was not spent', secret: nonce, kind: 'bytes' },
    { name: 'signature of that token', secret: signature, kind: 'bytes' },
  ]
}

function different(canaries: readonly Canary[]): readonly Canary[] {
  return [...new Map(canaries.map((one) => [`${one.name} ${one.secret}`, one])).values()]
}

function idOf({ signed }: OwnRequest): string {
  return signed.request.id
}

function caseOf({ signed }: OwnRequest): string {
  return signed.request.caseNumber
}
