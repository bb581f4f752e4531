import { rm } from 'node:fs/promises'

import { keyFromFile, keyFromPassphrase } from '@porchlight/hub'

import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'

export interface KeyOptions {
  readonly state: string
  readonly keyFile?: string
  readonly passphrase?: true
}

/** What the state is encrypted with. @throws {Refusal} for a passphrase that is none */
export async function keyOf(options: KeyOptions, { terminal }: Tools): Promise<string> {
  const { state, keyFile, passphrase } = options
  if (passphrase !== true) return await keyFromFile(keyFile ?? keyBeside(state))
  const text = await terminal.ask('Passphrase: ')
  if (text === null || text.length < minPassphrase)
    throw new Refusal(`A passphrase has at least ${String(minPassphrase)} characters.`)
  return await keyFromPassphrase(text, saltBeside(state))
}

/** Four words of a list; guessing costs half a second each. */
const minPassphrase = 12

/**
 * Deletes what the hub made beside a state that is no more.
 *
 * @returns the key file that stays, as the person named it: it may be of something else too
 */
export async function forgetKey({
  state,
  keyFile,
  passphrase,
}: KeyOptions): Promise<string | null> {
  if (passphrase !== true && keyFile !== undefined) return keyFile
  await rm(passphrase === true ? saltBeside(state) : keyBeside(state), { force: true })
  return null
}

function keyBeside(state: string): string {
  return `${state}.key`
}

function saltBeside(state: string): string {
  return `${state}.salt`
}
