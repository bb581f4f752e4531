import {
  AgencyKeys,
  Fault,
  fromBase64Url,
  newSigningSecret,
  signingKeyOf,
  toBase64Url,
} from '@porchlight/core'
import type { Random, SigningSecret } from '@porchlight/core'
import { generateX25519Identity } from 'age-encryption'

import { keyPairOf } from './identity.ts'

/** The secrets of an agency. Made in its browser; nobody else has them. */
export interface Keyring {
  /** The agency's name, for people who find the file. */
  readonly agency: string
  /** Signs requests and custody events (Ed25519). */
  readonly signing: SigningSecret
  /** Opens what is kept in the vault: an age X25519 identity, `AGE-SECRET-KEY-1…`. */
  readonly vault: string
  /** Identities of the vaults before it, the newest first: what was sealed to them still opens. */
  readonly earlier: readonly string[]
}

/** Makes new keys. The age identity is drawn by the age library from the platform's randomness. */
export async function newKeyring(agency: string, random: Random): Promise<Keyring> {
  const vault = await generateX25519Identity()
  return { agency, signing: newSigningSecret(random), vault, earlier: [] }
}

/** Makes keys that replace others: they sign anew, and still open what the others open. */
export async function nextKeyring(before: Keyring, random: Random): Promise<Keyring> {
  const next = await newKeyring(before.agency, random)
  return { ...next, earlier: vaultsOf(before) }
}

/** All identities that open what was ever sealed to the agency's vault, the newest first. */
export function vaultsOf({ vault, earlier }: Pick<Keyring, 'vault' | 'earlier'>): string[] {
  return [vault, ...earlier]
}

/** The public halves. */
export async function keysOf({ signing, vault }: Keyring): Promise<AgencyKeys> {
  return AgencyKeys.parse({
    signing: signingKeyOf(signing),
    vault: (await keyPairOf(vault)).recipient,
  })
}

/**
 * The keyring as an age identities file: `age -d -i` takes it as it is and tries each identity, the
 * rest is in comments, “lines starting with # are ignored”.
 */
export function keyringText({ agency, signing, ...vaults }: Keyring): string {
  return [
    // a name never begins a line of its own
    `${agencyLine}${agency.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}`,
    `${signingKeyLine}${toBase64Url(signing)}`,
    ...vaultsOf(vaults),
    '',
  ].join('\n')
}

const agencyLine = '# Porchlight keyring of '
const signingKeyLine = '# porchlight signing key: '

/** @throws {Fault} `seal/damaged` where the text is no keyring. */
export async function readKeyring(text: string): Promise<Keyring> {
  const lines = text.split('\n').map((line) => line.trim())
  const agency = only(lines, agencyLine)
  const signing = fromBase64Url(only(lines, signingKeyLine))
  const identities = lines.filter((line) => line !== '' && !line.startsWith('#'))
  const [vault, ...earlier] = identities
  if (signing?.length !== 32 || vault === undefined) throw new Fault('seal/damaged')
  if (new Set(identities).size !== identities.length) throw new Fault('seal/damaged')
  for (const identity of identities) await keyPairOf(identity)
  return { agency, signing, vault, earlier }
}

/** What follows the label on the one line that begins with it. */
function only(lines: readonly string[], label: string): string {
  const found = lines.filter((line) => line.startsWith(label))
  const [line] = found
  if (line === undefined || found.length > 1) throw new Fault('seal/damaged')
  return line.slice(label.length)
}
