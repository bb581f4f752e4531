import { randomBytes } from 'node:crypto'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'

import { formsOf } from '@porchlight/e2e'
import type { Canary, CanarySearch } from '@porchlight/e2e'

/** In which a form may lie. */
const packings: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gzipSync(bytes),
  zlib: (bytes) => deflateSync(bytes),
  'in base64': (bytes) => Buffer.from(bytes.toString('base64')),
  'in hex': (bytes) => Buffer.from(bytes.toString('hex')),
  'gzip in base64': (bytes) => Buffer.from(gzipSync(bytes).toString('base64')),
  'deflate in base64': (bytes) => Buffer.from(deflateRawSync(bytes).toString('base64')),
  'Brotli in base64': (bytes) => Buffer.from(brotliCompressSync(bytes).toString('base64')),
}

export interface SelfTest {
  /** Ways to write a secret down, and to pack that, by name. */
  readonly encodings: readonly string[]
  /** What was planted and not found. */
  readonly missed: readonly string[]
}

/** Plants each form of each secret amid noise, and one of each in every packing: the search must find them all. */
export function testItself(search: CanarySearch, canaries: readonly Canary[]): SelfTest {
  const encodings = new Set(Object.keys(packings))
  const missed: string[] = []
  for (const canary of canaries)
    for (const [form, needles] of formsOf(canary)) {
      const all = needles.filter(({ length }) => length >= leastBytes)
      const packed = all
        .slice(0, 1)
        .flatMap((one) => Object.values(packings).map((pack) => pack(amidWords(one))))
      const found = [...all, ...packed].map((bytes) => search.in('noise', amidNoise(bytes)))
      const without = found.filter(
        (each) => !each.some((one) => one.canary === canary.name && one.form === form),
      )
      if (without.length > 0) missed.push(`${canary.name}, as ${form}`)
      if (all.length > 0) encodings.add(form)
    }
  return { encodings: [...encodings], missed }
}

/** Nothing is packed by itself. */
function amidWords(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from('words before it, '), bytes, Buffer.from(' and behind it')])
}

function amidNoise(bytes: Buffer): Buffer {
  return Buffer.concat([randomBytes(64), Buffer.from(' "'), bytes, Buffer.from('" ')])
}

/** What is shorter is not looked for. */
const leastBytes = 4
