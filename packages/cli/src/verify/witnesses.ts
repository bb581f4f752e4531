import {
  LogError,
  noQuorum,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  verifyByPolicy,
} from '@porchlight/log'
import type { Cosignature, Policy, PolicyVerdict } from '@porchlight/log'

import type { Check } from './check.ts'

/** By whom a checkpoint should have been cosigned, and who says so. */
export interface WitnessRule {
  /** C2SP tlog-policy; its `log` lines are not used, the key of the log is known. */
  readonly policyText: string
  /** Of the log. */
  readonly logKey: string
  /** Whose the list of witnesses is. What the log itself names proves less. */
  readonly whose: 'yours' | 'the log’s own' | 'the receipt’s own'
}

export interface Witnessed {
  readonly check: Check
  /** All verified. */
  readonly cosignatures: readonly Cosignature[]
  /** Whether the rule asks for any. */
  readonly asked: boolean
  readonly whose: WitnessRule['whose']
}

/** Whether those who should have cosigned a checkpoint did. */
export function checkWitnesses(note: string, rule: WitnessRule): Witnessed {
  const policy = policyOf(rule)
  const { whose } = rule
  if (policy === null) return { check: unfit, cosignatures: [], asked: true, whose }
  const verdict = verifyByPolicy(note, policy)
  const { cosignatures } = verdict
  const asked = policy.quorum !== noQuorum
  const says = verdict.verified
    ? foundText(policy, cosignatures)
    : failures[verdict.because](policy, cosignatures)
  return {
    check: { check: 'witnesses', holds: verdict.verified, says },
    cosignatures,
    asked,
    whose,
  }
}

/** Null where the text is none. */
export function policyOf({ policyText, logKey }: Omit<WitnessRule, 'whose'>): Policy | null {
  try {
    return parsePolicy(`log ${logKey}\n${withoutLogs(policyText)}`)
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

/** `NAME (TIME), NAME (TIME)`; `nobody` for none. */
export function cosignersText(cosignatures: readonly Cosignature[]): string {
  if (cosignatures.length === 0) return 'nobody'
  return cosignatures.map(({ witness, at }) => `${witness} (${at})`).join(', ')
}

/** How many entries a checkpoint is of; null for what is none. For sentences, nothing is verified. */
export function sizeOf(note: string): number | null {
  try {
    return parseCheckpoint(parseNote(note).text).size
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

function withoutLogs(text: string): string {
  return text.replaceAll(/^[ \t]*log[ \t].*\n/gm, '')
}

const unfit: Check = {
  check: 'witnesses',
  holds: false,
  says: 'The list of witnesses does not have the form of one.',
}

function foundText({ quorum, witnesses }: Policy, cosignatures: readonly Cosignature[]): string {
  if (quorum === noQuorum && cosignatures.length === 0)
    return 'No witness is asked for: nobody but the log’s operator has signed this.'
  const count = `${String(cosignatures.length)} of ${String(witnesses.length)} witnesses have cosigned, which is enough`
  return `${count}: ${cosignersText(cosignatures)}.`
}

type Failure = Extract<PolicyVerdict, { readonly verified: false }>['because']

const failures: Readonly<
  Record<Failure, (policy: Policy, cosignatures: readonly Cosignature[]) => string>
> = {
  malformed: () => 'The checkpoint does not have the form of one.',
  unsigned: () => 'The checkpoint is not signed by this log.',
  'signature-wrong': () => 'A signature on the checkpoint is wrong.',
  'quorum-missing': ({ witnesses }, cosignatures) =>
    `Too few witnesses have cosigned: ${String(cosignatures.length)} of ${String(witnesses.length)}, ${cosignersText(cosignatures)}.`,
}
