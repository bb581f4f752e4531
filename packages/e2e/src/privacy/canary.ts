import { createHash } from 'node:crypto'

/** Files by name, and what a process printed, as bytes. */
export type Haystack = ReadonlyMap<string, Buffer>

/** A secret that was planted, and where it went in: `user agent`. */
export interface Canary {
  readonly name: string
  readonly secret: string
}

/** `user agent, as hex, in data/porchlight.db` for every place and form in which a secret is found. */
export function findCanaries(haystack: Haystack, canaries: readonly Canary[]): readonly string[] {
  return canaries.flatMap(({ name, secret }) =>
    Object.entries(formsOf(secret)).flatMap(([form, needles]) =>
      placesOf(haystack, needles).map((place) => `${name}, as ${form}, in ${place}`),
    ),
  )
}

/** How a program may have written a text down; hashes without a salt among them. */
function formsOf(secret: string): Readonly<Record<string, readonly Buffer[]>> {
  const bytes = Buffer.from(secret)
  const hash = createHash('sha256').update(secret).digest()
  return {
    'plain text': [bytes],
    'UTF-16': [Buffer.from(secret, 'utf16le')],
    'a URL': [Buffer.from(encodeURIComponent(secret))],
    hex: [text(bytes.toString('hex')), text(bytes.toString('hex').toUpperCase())],
    base64: base64Forms(bytes),
    'SHA-256': [hash, text(hash.toString('hex')), ...base64Forms(hash)],
    'an address in four bytes': addressForms(secret),
  }
}

/** What stays the same of a text's base64 wherever it begins within a longer one. */
function base64Forms(bytes: Buffer): readonly Buffer[] {
  return [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
    const whole = shifted.toString('base64').replaceAll('=', '')
    // digits that mix with neighbours on either side are left out
    const first = Math.ceil((offset * 8) / 6)
    const last = Math.floor((shifted.length * 8) / 6)
    const digits = whole.slice(first, last)
    return [text(digits), text(digits.replaceAll('+', '-').replaceAll('/', '_'))]
  })
}

function addressForms(secret: string): readonly Buffer[] {
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(secret)) return []
  const bytes = Buffer.from(secret.split('.').map(Number))
  return [bytes, text(bytes.toString('hex')), text(String(bytes.readUInt32BE()))]
}

function text(characters: string): Buffer {
  return Buffer.from(characters)
}

function placesOf(haystack: Haystack, needles: readonly Buffer[]): readonly string[] {
  return [...haystack]
    .filter(([, bytes]) => needles.some((needle) => bytes.includes(needle)))
    .map(([place]) => place)
}
