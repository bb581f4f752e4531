import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { formatPublicKey, publicKeyOf } from '@porchlight/log'

import { Config, ownerOnly } from '../config.ts'
import type { StartOptions, World } from '../config.ts'
import { openDatabase } from '../db/open.ts'
import { holdDataDirectory } from '../db/one-server.ts'
import { keepMode } from '../demo/mode.ts'
import { createLogKey, findLogKey } from './key.ts'

/**
 * The key of an instance's log before its first start, making it where there is none: witnesses must
 * know it before the instance can have anything cosigned.
 *
 * @returns the verifier key as text (`vkey`)
 * @throws {z.ZodError} for options that are none
 * @throws {Fault} `instance/in-use`, `demo/other-mode`
 */
export async function prepareLog(
  options: StartOptions,
  { random }: Pick<World, 'random'>,
): Promise<string> {
  const { dataDirectory, origin, demo } = Config.parse(options)
  await mkdir(join(dataDirectory, 'objects'), { recursive: true, mode: ownerOnly })
  const hold = holdDataDirectory(dataDirectory)
  try {
    const db = await openDatabase(dataDirectory)
    try {
      await keepMode(db, demo)
      const key = (await findLogKey(db)) ?? (await createLogKey(db, { origin, seed: random(32) }))
      return formatPublicKey(publicKeyOf(key))
    } finally {
      await db.destroy()
    }
  } finally {
    hold.release()
  }
}
