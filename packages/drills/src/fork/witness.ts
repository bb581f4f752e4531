import type { Instant } from '@porchlight/core'
import {
  answerOf,
  createKey,
  createMemoryStore,
  createVerifier,
  createWitness,
  createWitnessStore,
  formatPublicKey,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'
import type { PublicKey, SecretKey, Witness } from '@porchlight/log'

/** A witness of the drill: an honest one unless somebody has its key. */
export interface DrillWitness {
  readonly name: string
  /** Its line of a C2SP tlog-policy; nothing listens at the address. */
  readonly line: string
  /** For whom has stolen it. */
  readonly secret: SecretKey
  up: boolean
  /** By how many seconds its clock is off. */
  clockSeconds: number
  /** As over HTTP. */
  readonly ask: (body: string, now: Instant) => Promise<{ status: number; body: string }>
}

export function openDrillWitness(name: string, number: number, log: PublicKey): DrillWitness {
  const seed = new Uint8Array(32).fill(number)
  const type = signatureType.cosignature
  const secret = createKey({ name: `${name}.example`, type, seed })
  const store = createWitnessStore(createMemoryStore())
  const witness: Witness = createWitness({ secret, logs: [createVerifier(log)], store })
  return {
    name,
    secret,
    up: true,
    clockSeconds: 0,
    line: `witness ${name} ${formatPublicKey(publicKeyOf(secret))} http://${name}.example`,
    ask: async (body, now) => answerOf(await witness.addCheckpoint(body, now)),
  }
}
