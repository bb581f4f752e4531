import { api, call, utf8 } from '@porchlight/core'
import type { Line } from '@porchlight/core'
import type { LogStore, Verifier } from '@porchlight/log'

import { Refusal } from '../refusal.ts'
import type { LogFiles } from '../verify/log-files.ts'
import { verifierOf } from '../verify/proof.ts'

/** Beside the copy of a log: its verifier key, and nothing else. */
const keyPath = 'log.vkey'

export interface PinParts {
  readonly to: LogStore
  readonly line: Line
  /** By the person. */
  readonly given: string | undefined
}

/** The key that a copy goes by, kept at its first use. @throws {Refusal} where it is another than before, or none */
export async function pinnedKey({ to, line, given }: PinParts): Promise<Verifier> {
  const kept = await keptKey(to)
  if (kept !== null && given !== undefined && given !== kept)
    throw new Refusal('This directory holds the copy of another log', [`Its key is ${kept}`])
  const text = kept ?? given ?? (await call(line, api.instance, {})).logKey
  const log = verifierOf(text)
  if (log === null) throw new Refusal(`Not the verifier key of a log: ${text}`)
  if (kept === null) await to.write(keyPath, utf8(`${text}\n`), { immutable: false })
  return log
}

/** The key of the log that was copied; null where no copy was made. */
export async function keptKey(files: LogFiles): Promise<string | null> {
  const bytes = await files.read(keyPath)
  return bytes === null ? null : new TextDecoder().decode(bytes).trimEnd()
}
