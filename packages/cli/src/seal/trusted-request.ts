import { api, call, entryBytes, ruleSentences } from '@porchlight/core'
import type {
  InstanceFacts,
  Line,
  LoggedEntry,
  PublicAgency,
  PublicRequest,
} from '@porchlight/core'
import { LogError, parsePolicy, verifyWitnessedProof } from '@porchlight/log'
import type { Policy } from '@porchlight/log'
import { checkPublished } from '@porchlight/owner'
import type { Distrust, JudgeProof, Trust } from '@porchlight/owner'

import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'

/** A request that was checked, and what it was checked with. */
export interface TrustedRequest {
  readonly published: PublicRequest
  readonly agency: PublicAgency
  readonly instance: InstanceFacts
  /** C2SP tlog-policy text by which the log was believed. */
  readonly policyText: string
  readonly judge: JudgeProof
  readonly checkProof: (logged: Pick<LoggedEntry, 'proof' | 'entry'>) => boolean
}

export interface RequestInput {
  readonly line: Line
  /** Its name, or the address of its page. */
  readonly request: string
  /** The log's key as the person knows it; null to believe the instance. */
  readonly logKey: string | null
  /** C2SP tlog-policy text as the person has it, perhaps without the log; null to believe the instance. */
  readonly policyText: string | null
}

/**
 * Fetches a request and checks it as the browser does.
 *
 * @throws {Refusal} that names what failed
 */
export async function trustedRequest(
  { line, request, logKey, policyText: own }: RequestInput,
  { now }: Tools,
): Promise<TrustedRequest> {
  const instance = await call(line, api.instance, {})
  if (logKey !== null && instance.logKey !== logKey)
    throw new Refusal('This instance shows another log than the one you named; nothing was sent.')
  const published = await call(line, api.getRequest, { id: idOf(request) })
  const agency = await call(line, api.getAgency, { id: published.signed.request.agency })
  const { policyText, policy } = policyOf(instance, own)
  const judge = judgeBy(policy)
  const trust = checkPublished({
    published,
    agency,
    instance,
    now: now(),
    judge,
  })
  if (!trust.trusted) throw refusalFor(trust)
  return {
    published,
    agency,
    instance,
    policyText,
    judge,
    checkProof: ({ proof, entry }) => judge(proof, entry) === 'holds',
  }
}

function idOf(request: string): string {
  const id = /(?:^|\/)(r[0-9a-z]{12})(?:[/?#].*)?$/.exec(request)?.[1]
  if (id === undefined)
    throw new Refusal(`Not a request: ${request}`, [
      'Give its name (r and twelve letters or digits) or the address of its page.',
    ])
  return id
}

/** @throws {Refusal} where it is none, or names no log or another one than the instance shows */
function policyOf(
  { logKey, witnessPolicy }: InstanceFacts,
  own: string | null,
): { readonly policyText: string; readonly policy: Policy } {
  const policyText = own === null ? witnessPolicy : `log ${logKey}\n${withoutLogs(own)}`
  try {
    return { policyText, policy: parsePolicy(policyText) }
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    const whose = own === null ? 'This instance shows' : 'The file is'
    throw new Refusal(`${whose} no policy of witnesses; nothing was sent.`, [error.message], {
      cause: error,
    })
  }
}

/** Which log it is says `--log`. */
function withoutLogs(text: string): string {
  return text.replaceAll(/^log .*\n/gm, '')
}

function judgeBy(policy: Policy): JudgeProof {
  return (proof, entry) => {
    const verdict = verifyWitnessedProof({ proof, entry: entryBytes(entry), policy })
    if (verdict.verified) return 'holds'
    return verdict.because === 'quorum-missing' ? 'not-witnessed' : 'not-logged'
  }
}

function refusalFor({ because, findings }: Extract<Trust, { trusted: false }>): Refusal {
  const broken = findings.map(({ rule }) => ruleSentences.get(rule)?.en ?? rule)
  return new Refusal('This request did not pass the checks, so nothing is sealed to it.', [
    ...because.map((name) => `${name}: ${sentences[name]}`),
    ...broken.map((sentence) => `  ${sentence}`),
  ])
}

const sentences: Readonly<Record<Distrust, string>> = {
  clock: 'the clock of this machine and the instance’s are more than five minutes apart.',
  signature: 'the signature on the request does not hold.',
  'agency-not-logged': 'the public log does not hold that this very agency was admitted.',
  'agency-suspended': 'the instance has suspended the agency; nobody can answer it now.',
  'agency-key': 'it is not signed with a key that the public log held for the agency then.',
  'not-logged': 'the public log does not hold this very request.',
  'not-witnessed': 'too few independent witnesses have cosigned what the log says.',
  'against-the-rules': 'it breaks published rules:',
  'not-live': 'it was withdrawn or closed.',
  expired: 'it has expired.',
}
