import { createHash } from 'node:crypto'

/** What is looked for, each under the name of its form. */
export type Forms = ReadonlyMap<string, readonly Buffer[]>

/** Forms of any text. */
export function textForms(secret: string): Forms {
  const bytes = Buffer.from(secret)
  const json = JSON.stringify(secret).slice(1, -1)
  const units = Array.from({ length: secret.length }, (_, at) => secret.charCodeAt(at))
  const escaped = units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
  const html = secret.replaceAll(/[&<>"']/g, (letter) => `&#${String(letter.charCodeAt(0))};`)
  return new Map([
    ['plain text', [bytes]],
    ['lower case', [text(secret.toLowerCase())]],
    ['upper case', [text(secret.toUpperCase())]],
    ['UTF-16', [Buffer.from(secret, 'utf16le'), Buffer.from(secret, 'utf16le').swap16()]],
    [
      'a URL',
      [
        text(encodeURIComponent(secret)),
        text(new URLSearchParams({ x: secret }).toString().slice(2)),
      ],
    ],
    ['JSON', [text(json), text(escaped)]],
    ['HTML', [text(html)]],
    ['hex', [text(bytes.toString('hex')), text(bytes.toString('hex').toUpperCase())]],
    ['base64', base64Forms(bytes)],
    ['backwards', [backwards(bytes)]],
    ['SHA-256', hashForms(bytes, 'sha256')],
    ['another hash', ['md5', 'sha1', 'sha512'].flatMap((name) => hashForms(bytes, name))],
  ])
}

/** What stays the same of a text's base64, of both alphabets, wherever it begins within a longer one. */
export function base64Forms(bytes: Buffer): readonly Buffer[] {
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

export function hashForms(bytes: Buffer, name: string): readonly Buffer[] {
  const hash = createHash(name).update(bytes).digest()
  const hex = hash.toString('hex')
  return [hash, text(hex), text(hex.toUpperCase()), ...base64Forms(hash)]
}

/** A double either way round. */
export function doubleForms(value: number): readonly Buffer[] {
  const [big, little] = [Buffer.alloc(8), Buffer.alloc(8)]
  big.writeDoubleBE(value)
  little.writeDoubleLE(value)
  return [big, little]
}

export function text(characters: string): Buffer {
  return Buffer.from(characters)
}

export function backwards(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toReversed())
}
