import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import type { Instant, Random } from '@porchlight/core'
import {
  createWitness,
  createWitnessStore,
  formatPublicKey,
  LogError,
  parsePublicKey,
  signatureType,
} from '@porchlight/log'
import type { PublicKey, Verifier } from '@porchlight/log'
import { openDirectoryStore } from '@porchlight/log/directory'
import { holdDataDirectory } from '@porchlight/server'

import { Refusal } from '../refusal.ts'
import { verifierOf } from '../verify/proof.ts'
import type { WitnessBody } from './body.ts'
import { listen } from './http.ts'
import { memoryDirectory, openKey } from './key-file.ts'

export interface WitnessOptions {
  /** The witness's own, made on the first start: its key, and what it last cosigned. */
  readonly directory: string
  /** The name of its key: an address without a scheme, `newspaper.example/witness`. */
  readonly name: string
  /** The verifier keys of the logs that it watches. */
  readonly logs: readonly string[]
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly now: () => Instant
  readonly random: Random
  /** Told, in a sentence, of what its operator should know. */
  readonly tell?: (sentence: string) => void
}

export interface RunningWitness {
  readonly publicKey: PublicKey
  /** `publicKey` as text. */
  readonly vkey: string
  /** Where it listens, `http://127.0.0.1:8090`: its submission and its monitoring prefix. */
  readonly url: string
  /** Watches one more log, by its verifier key. @throws {Refusal} */
  readonly watch: (log: string) => void
  /** Answers what it has begun, and lets the directory go. Once: later calls wait for the first. */
  readonly close: () => Promise<void>
}

/** For the account that runs the witness and nobody else. */
const ownerOnly = 0o700

/**
 * Starts an independent witness (C2SP tlog-witness) on a directory of its own.
 *
 * @throws {Refusal} where the directory is another witness's, or has lost its memory; for keys that are none
 * @throws {Fault} `instance/in-use` where another program runs on the directory
 */
export async function startWitness(options: WitnessOptions): Promise<RunningWitness> {
  const logs = options.logs.map(logOf)
  await mkdir(options.directory, { recursive: true, mode: ownerOnly })
  const hold = holdDataDirectory(options.directory)
  try {
    const secret = await openKey(options)
    const store = createWitnessStore(openDirectoryStore(join(options.directory, memoryDirectory)))
    const witness = createWitness({ secret, logs, store })
    const { directory, now, tell = nothing } = options
    const body: WitnessBody = { directory, witness, store, logs, now, tell }
    const { url, close } = await listen(body, options)
    let closing: Promise<void> | null = null
    async function end(): Promise<void> {
      await close()
      hold.release()
    }
    return {
      publicKey: witness.publicKey,
      vkey: formatPublicKey(witness.publicKey),
      url,
      watch: (log) => {
        logs.push(logOf(log))
      },
      close: async () => {
        closing ??= end()
        await closing
      },
    }
  } catch (error) {
    hold.release()
    throw error
  }
}

/** The line of a C2SP tlog-policy that names a witness. @param name in that policy */
export function policyLine(name: string, vkey: string, url: string): string {
  return `witness ${name} ${vkey} ${url}`
}

function nothing(): void {
  // nobody asked to be told
}

function logOf(key: string): Verifier {
  const verifier = typeOf(key) === signatureType.ed25519 ? verifierOf(key) : null
  if (verifier === null)
    throw new Refusal(`Not the verifier key of a log: ${key}`, [
      'It looks like porchlight.example/log+1a2b3c4d+AbC… and the instance shows it on /log.',
    ])
  return verifier
}

function typeOf(key: string): number | null {
  try {
    return parsePublicKey(key).type
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}
