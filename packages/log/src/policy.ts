import { parseCount } from './checkpoint.ts'
import { LogError } from './error.ts'
import {
  formatPublicKey,
  parsePublicKey,
  signatureType,
  type PublicKey,
  type SignatureType,
} from './key.ts'

/**
 * Whom a verifier believes (C2SP tlog-policy): "a checkpoint is considered valid if it is signed by any one of the listed
 * logs, and it is cosigned by witnesses according to the defined quorum rule". Only `parsePolicy` makes one.
 */
export interface Policy {
  /** "may accept a policy with an empty set of logs": whoever knows the log from elsewhere puts it here */
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  /** each one's members are witnesses, or groups further up */
  readonly groups: readonly PolicyGroup[]
  /** the name of a witness or a group; `none`: no cosignature is needed */
  readonly quorum: string
}

export interface PolicyLog {
  /** "This name MUST correspond to the log's origin line" */
  readonly key: PublicKey
  /** "application specific" */
  readonly url: string | null
}

export interface PolicyWitness {
  /** means something in this policy only; the key has a name of its own */
  readonly name: string
  readonly key: PublicKey
  /** the witness's submission prefix; null where only its cosignatures are verified */
  readonly url: string | null
}

/** "at least k of its n members have witnessed that checkpoint" */
export interface PolicyGroup {
  readonly name: string
  /** k: 1 to the number of members */
  readonly threshold: number
  readonly members: readonly string[]
}

/** "The special name `none` is predefined" */
export const noQuorum = 'none'

/** Of logs, of witnesses, of groups. "strongly recommended that an implementation supports at least up to 32"; notes hold 64 signatures. */
export const maxPolicyItems = 32

/** Characters: room for 96 lines of long names and URLs, and for comments. */
const maxPolicyLength = 100_000

/**
 * The text of a policy file, which has to be UTF-8: names are compared code by code, so none are equal that differ as octets.
 * @throws LogError with the number of the line: `policy-malformed`, `policy-name-unknown`, `policy-duplicate`, `policy-too-large`;
 *   `policy-quorum-missing`
 */
export function parsePolicy(text: string): Policy {
  if (text.length > maxPolicyLength) throw new LogError('policy-too-large')
  const lines = text.split('\n')
  // "each line is terminated by ASCII newline": a file cut short could name another quorum
  if (lines.pop() !== '')
    throw new LogError('policy-malformed', `line ${lines.length + 1}, its end`)
  const draft = new Draft()
  for (const [i, line] of lines.entries()) draft.add(line, i + 1)
  return draft.finish()
}

/** One line for each item, as `parsePolicy` reads it; comments and the order of lines are not kept. */
export function formatPolicy({ logs, witnesses, groups, quorum }: Policy): string {
  const lines = [
    ...logs.map(({ key, url }) => ['log', formatPublicKey(key), ...(url === null ? [] : [url])]),
    ...witnesses.map(({ name, key, url }) => [
      'witness',
      name,
      formatPublicKey(key),
      ...(url === null ? [] : [url]),
    ]),
    ...groups.map((group) => ['group', group.name, thresholdText(group), ...group.members]),
    ['quorum', quorum],
  ]
  return lines.map((words) => `${words.join(' ')}\n`).join('')
}

function thresholdText({ threshold, members }: PolicyGroup): string {
  if (threshold === members.length) return 'all'
  return threshold === 1 ? 'any' : String(threshold)
}

/** What the lines so far have said. */
class Draft {
  readonly #logs: PolicyLog[] = []
  readonly #witnesses: PolicyWitness[] = []
  readonly #groups: PolicyGroup[] = []
  readonly #names = new Set<string>()
  readonly #members = new Set<string>()
  #quorum: string | null = null
  #line = 0

  add(line: string, number: number): void {
    this.#line = number
    if (!isPolicyLine(line)) throw this.#malformed('characters')
    const [keyword = '', ...words] = line.split(/[ \t]+/).filter((word) => word !== '')
    if (keyword === '' || keyword.startsWith('#')) return
    if (keyword === 'log') this.#addLog(words)
    else if (keyword === 'witness') this.#addWitness(words)
    else if (keyword === 'group') this.#addGroup(words)
    else if (keyword === 'quorum') this.#setQuorum(words)
    else throw this.#malformed('first word')
  }

  finish(): Policy {
    if (this.#quorum === null) throw new LogError('policy-quorum-missing')
    return {
      logs: this.#logs,
      witnesses: this.#witnesses,
      groups: this.#groups,
      quorum: this.#quorum,
    }
  }

  #addLog([vkey, url, ...rest]: readonly string[]): void {
    if (vkey === undefined || rest.length > 0) throw this.#malformed('log')
    const key = this.#keyOf(vkey, signatureType.ed25519)
    this.#requireNewKey(key, this.#logs)
    this.#logs.push({ key, url: url ?? null })
  }

  #addWitness([name, vkey, url, ...rest]: readonly string[]): void {
    if (name === undefined || vkey === undefined || rest.length > 0)
      throw this.#malformed('witness')
    const key = this.#keyOf(vkey, signatureType.cosignature)
    this.#requireNewKey(key, this.#witnesses)
    this.#define(name)
    this.#witnesses.push({ name, key, url: url ?? null })
  }

  #addGroup([name, count, ...members]: readonly string[]): void {
    if (name === undefined || count === undefined) throw this.#malformed('group')
    const threshold = thresholdOf(count, members.length)
    if (threshold === null || threshold < 1 || threshold > members.length)
      throw this.#malformed('threshold')
    for (const member of members) {
      this.#requireDefined(member)
      // "Each defined name can be listed as a group member at most once"
      if (this.#members.has(member)) throw this.#refusal('policy-duplicate', 'member')
      this.#members.add(member)
    }
    this.#define(name)
    if (this.#groups.length === maxPolicyItems) throw this.#refusal('policy-too-large', 'groups')
    this.#groups.push({ name, threshold, members })
  }

  #setQuorum([name, ...rest]: readonly string[]): void {
    if (name === undefined || rest.length > 0) throw this.#malformed('quorum')
    // "A policy file must include exactly one quorum line"
    if (this.#quorum !== null) throw this.#refusal('policy-duplicate', 'quorum')
    if (name !== noQuorum) this.#requireDefined(name)
    this.#quorum = name
  }

  /** "Log keys must use signature type 0x01 […], and witness keys must use signature type 0x04" */
  #keyOf(vkey: string, type: SignatureType): PublicKey {
    try {
      const key = parsePublicKey(vkey)
      if (key.type === type) return key
    } catch (cause) {
      if (!(cause instanceof LogError)) throw cause
      throw new LogError('policy-malformed', `line ${this.#line}, key`, { cause })
    }
    throw this.#malformed('type of the key')
  }

  /** "duplicate if they wrap the same underlying Ed25519 public key, even if they differ by key name and key id" */
  #requireNewKey({ key }: PublicKey, held: readonly { readonly key: PublicKey }[]): void {
    const text = key.join()
    if (held.some((item) => item.key.key.join() === text))
      throw this.#refusal('policy-duplicate', 'key')
    if (held.length === maxPolicyItems) throw this.#refusal('policy-too-large', 'keys')
  }

  /** "Witnesses and groups share a single namespace" */
  #define(name: string): void {
    if (name === noQuorum || this.#names.has(name)) throw this.#refusal('policy-duplicate', 'name')
    this.#names.add(name)
  }

  /** "can only reference names of groups and witnesses defined on preceding lines" */
  #requireDefined(name: string): void {
    if (!this.#names.has(name)) throw this.#refusal('policy-name-unknown', name)
  }

  #malformed(what: string): LogError {
    return this.#refusal('policy-malformed', what)
  }

  #refusal(
    code: 'policy-malformed' | 'policy-duplicate' | 'policy-name-unknown' | 'policy-too-large',
    what: string,
  ): LogError {
    return new LogError(code, `line ${this.#line}, ${what}`)
  }
}

/** "The `any` variant is a shorthand for k = 1, and the `all` variant is a shorthand for k = n"; null for no number */
function thresholdOf(text: string, members: number): number | null {
  if (text === 'any') return 1
  return text === 'all' ? members : parseCount(text)
}

/** "the allowed octet values are 0x09 (tab), 0x0A (newline), 0x20-0x7E, and 0x80-0xFF" */
function isPolicyLine(line: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what the rule is about
  return line.isWellFormed() && !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line)
}
