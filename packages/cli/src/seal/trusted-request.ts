import { api, call, entryBytes, ruleSentences } from '@porchlight/core'
import type {
  Entry,
  InstanceFacts,
  Line,
  LoggedSubmission,
  PublicAgency,
  PublicRequest,
} from '@porchlight/core'
import { createVerifier, LogError, parsePublicKey, verifyTlogProof } from '@porchlight/log'
import { checkPublished } from '@porchlight/owner'
import type { Distrust, Trust } from '@porchlight/owner'

import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'

/** A request that was checked, and what it was checked with. */
export interface TrustedRequest {
  readonly published: PublicRequest
  readonly agency: PublicAgency
  readonly instance: InstanceFacts
  readonly checkProof: (logged: Pick<LoggedSubmission, 'proof' | 'entry'>) => boolean
}

export interface RequestInput {
  readonly line: Line
  /** Its name, or the address of its page. */
  readonly request: string
  /** The log's key as the person knows it; null to believe the instance. */
  readonly logKey: string | null
}

/**
 * Fetches a request and checks it as the browser does.
 *
 * @throws {Refusal} that names what failed
 */
export async function trustedRequest(
  { line, request, logKey }: RequestInput,
  { now }: Tools,
): Promise<TrustedRequest> {
  const instance = await call(line, api.instance, {})
  if (logKey !== null && instance.logKey !== logKey)
    throw new Refusal('This instance shows another log than the one you named; nothing was sent.')
  const published = await call(line, api.getRequest, { id: idOf(request) })
  const agency = await call(line, api.getAgency, { id: published.signed.request.agency })
  const checkProof = proofChecker(instance.logKey)
  const trust = checkPublished({
    published,
    agency,
    instance,
    now: now(),
    proofHolds: (proof: string, entry: Entry) => checkProof({ proof, entry }),
  })
  if (!trust.trusted) throw refusalFor(trust)
  return { published, agency, instance, checkProof }
}

function idOf(request: string): string {
  const id = /(?:^|\/)(r[0-9a-z]{12})(?:[/?#].*)?$/.exec(request)?.[1]
  if (id === undefined)
    throw new Refusal(`Not a request: ${request}`, [
      'Give its name (r and twelve letters or digits) or the address of its page.',
    ])
  return id
}

function proofChecker(logKey: string): TrustedRequest['checkProof'] {
  try {
    const log = createVerifier(parsePublicKey(logKey))
    return ({ proof, entry }) => verifyTlogProof({ proof, entry: entryBytes(entry), log }).verified
  } catch (error) {
    if (error instanceof LogError)
      throw new Refusal('This instance shows no key of its log; nothing was sent.', [], {
        cause: error,
      })
    throw error
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
  'agency-key': 'it is not signed with the key that the agency was admitted with.',
  'not-logged': 'the public log does not hold this very request.',
  'against-the-rules': 'it breaks published rules:',
  'not-live': 'it was withdrawn or closed.',
  expired: 'it has expired.',
}
