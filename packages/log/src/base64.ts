const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Map(alphabet.split('').map((letter, value) => [letter, value]))

/** Standard Base64 with padding (RFC 4648 section 4), as all C2SP formats use it. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3)
    const group = (a << 16) | (b << 8) | c
    const letters = [18, 12, 6, 0].map((shift) => alphabet.charAt((group >> shift) & 63))
    text += letters.slice(0, Math.min(bytes.length - i, 3) + 1).join('')
  }
  return text.padEnd(Math.ceil(bytes.length / 3) * 4, '=')
}

/**
 * The only text that gives these bytes is accepted: no missing padding, no white space, no stray bits.
 * @returns null for anything else
 */
export function decodeBase64(text: string): Uint8Array | null {
  const letters = text.replace(/={1,2}$/, '')
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4))
  let group = 0
  let bits = 0
  let length = 0
  for (const letter of letters) {
    const value = values.get(letter)
    if (value === undefined) return null
    group = ((group << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = group >> bits
  }
  return encodeBase64(bytes) === text ? bytes : null
}
