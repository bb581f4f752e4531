import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { canonical, sha256Hex, utf8 } from '@porchlight/core'
import type { Digest } from '@porchlight/core'
import { z } from 'zod'

import { isServed } from '../http/shells.ts'

/** The apps that an instance serves, as `release.published` commits to them. */
export interface Release {
  readonly version: string
  /** RFC 8785 JSON: the path of every file and its SHA-256. */
  readonly list: string
  /** SHA-256 of `list`. */
  readonly manifest: Digest
  readonly files: number
}

/** Reads all that a browser may be given of the apps: the three documents and the assets. */
export async function readRelease(webDirectory: string): Promise<Release> {
  const names = await readdir(webDirectory, { recursive: true, withFileTypes: true })
  const list: Record<string, Digest> = {}
  for (const entry of names) {
    const found = join(entry.parentPath, entry.name).slice(webDirectory.length + 1)
    const path = found.replaceAll('\\', '/')
    if (!entry.isFile() || !isServed(path)) continue
    list[path] = createHash('sha256')
      .update(await readFile(join(webDirectory, found)))
      .digest('hex')
  }
  const text = canonical(list)
  return {
    version: await ownVersion(),
    list: text,
    manifest: sha256Hex(utf8(text)),
    files: Object.keys(list).length,
  }
}

const Package = z.object({ version: z.string() })

async function ownVersion(): Promise<string> {
  const file = join(import.meta.dirname, '..', '..', 'package.json')
  return Package.parse(JSON.parse(await readFile(file, 'utf8'))).version
}
