import { readFile } from 'node:fs/promises'

import { api, call } from '@porchlight/core'
import type { InstanceFacts } from '@porchlight/core'
import { formatPublicKey, LogError, parsePolicy } from '@porchlight/log'

import { lineTo } from '../instance-line.ts'
import { keptKey } from '../mirror/key.ts'
import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { filesOfDirectory, filesOfInstance } from './log-files.ts'
import type { LogFiles } from './log-files.ts'

/** What a person gives to say which log is meant, and whom they believe. */
export interface PlaceOptions {
  /** `--log`: the log's verifier key. */
  readonly log?: string
  /** `--policy`: a file with a C2SP tlog-policy. */
  readonly policy?: string
}

/** A log that can be read: an instance's, or a copy in a directory. */
export interface Place {
  readonly files: LogFiles
  /** The address of the instance; null for a copy. */
  readonly origin: string | null
  /** What the instance says of itself; null for a copy. */
  readonly facts: InstanceFacts | null
  readonly logKey: string
  /** Whether what was there once is there for ever. */
  readonly keepsAll: boolean
  /** Null where the person gave none. */
  readonly policyText: string | null
}

/** @param place an address, or a directory @throws {Refusal} where the key is not known */
export async function findPlace(
  place: string,
  options: PlaceOptions,
  tools: Tools,
): Promise<Place> {
  const policyText = options.policy === undefined ? null : await readPolicy(options.policy)
  const given = options.log ?? (policyText === null ? null : keyIn(policyText))
  if (/^https?:/.test(place)) {
    const line = lineTo(place, tools)
    const facts = await call(line, api.instance, {})
    return {
      files: filesOfInstance(line.origin, tools),
      origin: line.origin,
      facts,
      logKey: given ?? facts.logKey,
      keepsAll: false,
      policyText,
    }
  }
  const files = filesOfDirectory(place)
  const logKey = given ?? (await keptKey(files))
  if (logKey === null)
    throw new Refusal('A copy of a log does not say whose it is: give the key with --log.')
  return { files, origin: null, facts: null, logKey, keepsAll: true, policyText }
}

/** The text of a policy file. @throws {Refusal} where it is none */
export async function readPolicy(path: string): Promise<string> {
  const text = await readFile(path, 'utf8')
  try {
    parsePolicy(text)
    return text
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    throw new Refusal(`Not a policy of witnesses: ${path}`, [
      error.message,
      'It looks like this (https://c2sp.org/tlog-policy), each line with its end:',
      '  witness newspaper.example newspaper.example/witness+…',
      '  quorum newspaper.example',
    ])
  }
}

/** The key of the one log that a policy names; null where it names none, or several. */
export function keyIn(policyText: string): string | null {
  const { logs } = parsePolicy(policyText)
  const [only] = logs
  return only === undefined || logs.length > 1 ? null : formatPublicKey(only.key)
}
