import { parseCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import { cosignedAt, createCosignatureVerifier } from './cosignature.ts'
import { createVerifier } from './ed25519.ts'
import { LogError } from './error.ts'
import type { Instant } from './instant.ts'
import { parseNote, signedBy, verifyNote, type NoteSignature } from './note.ts'
import { noQuorum, type Policy, type PolicyWitness } from './policy.ts'

/**
 * Whether these witnesses (by their names in the policy) are enough. They count as given: whoever calls this verified their
 * cosignatures over one and the same checkpoint. Names that are no witness's count for nothing.
 */
export function quorumHolds(
  { groups, witnesses, quorum }: Policy,
  cosigners: ReadonlySet<string>,
): boolean {
  const witnessed = new Set(witnesses.map(({ name }) => name).filter((name) => cosigners.has(name)))
  // "A line defining a group can only reference names […] defined on preceding lines", so one pass settles them all
  for (const { name, threshold, members } of groups)
    if (members.filter((member) => witnessed.has(member)).length >= threshold) witnessed.add(name)
  return quorum === noQuorum || witnessed.has(quorum)
}

/** A verified cosignature by a witness of the policy. */
export interface Cosignature {
  /** the witness's name in the policy */
  readonly witness: string
  /** by the witness's clock; how old is too old is the reader's rule */
  readonly at: Instant
}

export type PolicyVerdict =
  | {
      readonly verified: true
      readonly checkpoint: SignedCheckpoint
      readonly cosignatures: readonly Cosignature[]
    }
  | {
      readonly verified: false
      /**
       * `malformed`: no checkpoint; `unsigned`: by no log of the policy under its origin; `signature-wrong`: a line by a log or a
       * witness of the policy does not verify; `quorum-missing`: too few of the policy's witnesses
       */
      readonly because: 'malformed' | 'unsigned' | 'signature-wrong' | 'quorum-missing'
      readonly cosignatures: readonly Cosignature[]
    }

/**
 * Verifies a checkpoint as the policy says (C2SP tlog-policy): "signed by any one of the listed logs, and it is cosigned by
 * witnesses according to the defined quorum rule". Whether it is fresh, and consistent with earlier ones, is not looked at.
 */
export function verifyByPolicy(note: string, policy: Policy): PolicyVerdict {
  try {
    return verdictOn(note, policy)
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    return wrong(reasons.get(error.code) ?? 'malformed')
  }
}

type Refused = Extract<PolicyVerdict, { readonly verified: false }>

const reasons: ReadonlyMap<string, Refused['because']> = new Map([
  ['signature-missing', 'unsigned'],
  ['signature-wrong', 'signature-wrong'],
])

function wrong(
  because: Refused['because'],
  cosignatures: readonly Cosignature[] = [],
): PolicyVerdict {
  return { verified: false, because, cosignatures }
}

/** @throws LogError of `parseNote`, `verifyNote` and `parseCheckpoint` */
function verdictOn(note: string, policy: Policy): PolicyVerdict {
  const parsed = parseNote(note)
  const checkpoint = parseCheckpoint(parsed.text)
  const logs = policy.logs.filter(({ key }) => key.name === checkpoint.origin)
  const verified = verifyNote(parsed, [
    ...logs.map(({ key }) => createVerifier(key)),
    ...policy.witnesses.map(({ key }) => createCosignatureVerifier(key)),
  ])
  const cosignatures = policy.witnesses.flatMap((witness) => cosignatureBy(witness, verified))
  if (!logs.some(({ key }) => verified.some((line) => signedBy(line, key))))
    return wrong('unsigned', cosignatures)
  const cosigners = new Set(cosignatures.map(({ witness }) => witness))
  return quorumHolds(policy, cosigners)
    ? { verified: true, checkpoint: { ...checkpoint, note }, cosignatures }
    : wrong('quorum-missing', cosignatures)
}

function cosignatureBy(
  { name, key }: PolicyWitness,
  verified: readonly NoteSignature[],
): readonly Cosignature[] {
  const line = verified.find((signature) => signedBy(signature, key))
  return line === undefined ? [] : [{ witness: name, at: cosignedAt(line) }]
}
