// What the tests of logs share; it has no tests of its own.
import assert from 'node:assert/strict'

import { defaultPolicy, entryBytes } from '@porchlight/core'
import type { Entry, EntryKind, EntryOf } from '@porchlight/core'
import {
  cosign,
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createSigner,
  createVerifier,
  formatNote,
  formatPublicKey,
  fsck,
  openSequencer,
  parseNote,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'
import type { SecretKey } from '@porchlight/log'

export const now = '2026-11-23T10:00:00Z'
export const recipient = 'a'.repeat(32)
export const digest = '0'.repeat(64)
const signing = 'A'.repeat(43)
const request = 'r00000000000a'
const agency = 'a00000000000a'
const day = '2026-11-23'

export const key = createKey({
  name: 'example.com/log',
  type: signatureType.ed25519,
  seed: new Uint8Array(32).fill(7),
})
export const logKey = vkeyOf(key)
export const otherLogKey = vkeyOf({ ...key, seed: new Uint8Array(32).fill(8) })

/** Witnesses whose secrets the tests have. */
export const witnessKeys = [1, 2].map((number) =>
  createKey({
    name: `w${String(number)}.example`,
    type: signatureType.cosignature,
    seed: new Uint8Array(32).fill(60 + number),
  }),
)

/** Both of them have to cosign. */
export const twoWitnesses = [
  ...witnessKeys.map((witness) => `witness ${witness.name} ${vkeyOf(witness)}`),
  `group both all ${witnessKeys.map(({ name }) => name).join(' ')}`,
  'quorum both',
  '',
].join('\n')

const examples = {
  'instance.opened': {
    kind: 'instance.opened',
    origin: 'https://example.com',
    policy: defaultPolicy,
    witnesses: 'quorum none\n',
    at: now,
  },
  'release.published': {
    kind: 'release.published',
    version: '0.1.0',
    manifest: digest,
    files: 3,
    at: now,
  },
  'agency.admitted': {
    kind: 'agency.admitted',
    agency,
    profile: digest,
    type: 'police',
    federal: [],
    stewards: ['1'.repeat(32)],
    at: now,
  },
  'agency.key': {
    kind: 'agency.key',
    agency,
    signing,
    vault: 'd'.repeat(32),
    from: now,
    at: now,
  },
  'partner.announced': {
    kind: 'partner.announced',
    partner: 'p00000000000a',
    profile: digest,
    notice: '2026-11-30T10:00:00Z',
    at: now,
  },
  'partner.activated': { kind: 'partner.activated', partner: 'p00000000000a', at: now },
  'request.published': {
    kind: 'request.published',
    request,
    version: 1,
    agency,
    agencyKey: signing,
    digest,
    recipient,
    offence: 'burglary',
    class: 'standard',
    at: now,
  },
  'submission.sealed': {
    kind: 'submission.sealed',
    request,
    recipients: [recipient],
    commitment: digest,
    sizeClass: 20,
    day,
  },
  'handling.overdue': { kind: 'handling.overdue', request, submissions: 2, day },
} as const satisfies { readonly [K in EntryKind]?: EntryOf<K> }

type Example = keyof typeof examples

/** An entry of a kind, with what matters in a test. */
export function entry<K extends Example>(kind: K, changes: Partial<EntryOf<K>> = {}): Entry {
  return { ...examples[kind], ...changes }
}

/** How a log begins in which a request can be answered. */
export const asking: readonly Entry[] = [
  entry('instance.opened'),
  entry('agency.admitted'),
  entry('agency.key'),
  entry('request.published'),
]

/** A log's files by path. */
export type Files = ReadonlyMap<string, Uint8Array>

export interface GrowingLog {
  /** Its store: whoever holds this map may change them. */
  readonly files: Map<string, Uint8Array>
  /** Logs entries, each 256 of them a batch. */
  readonly add: (entries: readonly (Entry | Uint8Array)[]) => Promise<void>
}

/** A log that grows as a test says. @param cosigners put their cosignature on each checkpoint */
export async function growingLog({
  cosigners = [],
  at = now,
}: { cosigners?: readonly SecretKey[]; at?: string } = {}): Promise<GrowingLog> {
  const store = createMemoryStore()
  const parts = { store, lock: createMemoryLock(), signer: createSigner(key) }
  await createLog(parts)
  const sequencer = await openSequencer({
    ...parts,
    now,
    cosign: async (checkpoint) => {
      return await Promise.resolve({ ...checkpoint, note: cosignedBy(cosigners, checkpoint, at) })
    },
  })
  return {
    files: store.files,
    add: async (entries) => {
      const bytes = entries.map((each) => (each instanceof Uint8Array ? each : entryBytes(each)))
      for (let from = 0; from < bytes.length; from += 256)
        await sequencer.append(bytes.slice(from, from + 256), now)
    },
  }
}

/** The files of a log with these entries: those that it is made of, and no more. */
export async function logOf(
  entries: readonly (Entry | Uint8Array)[],
  cosigners: readonly SecretKey[] = [],
): Promise<Files> {
  const { files, add } = await growingLog({ cosigners })
  await add(entries)
  const read = new Map<string, Uint8Array>()
  const store = {
    read: async (path: string) => {
      const bytes = files.get(path) ?? null
      if (bytes !== null) read.set(path, bytes)
      return await Promise.resolve(bytes)
    },
  }
  const verdict = await fsck({ store, log: createVerifier(publicKeyOf(key)) })
  assert.equal(verdict.sound, true)
  return read
}

/** The note of a checkpoint, with cosignatures. */
export function cosignedBy(
  cosigners: readonly SecretKey[],
  { note }: { readonly note: string },
  at = now,
): string {
  return cosigners.reduce((held, secret) => {
    const { text, signatures } = parseNote(held)
    return formatNote({ text, signatures: [...signatures, cosign(held, secret, at)] })
  }, note)
}

function vkeyOf(secret: SecretKey): string {
  return formatPublicKey(publicKeyOf(secret))
}
