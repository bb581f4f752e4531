const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const

/**
 * Whether the Bech32 checksum of an age recipient holds: of up to four characters that were mistyped
 * none goes unnoticed (BIP 173, `bech32_verify_checksum`).
 */
export function checksumHolds(recipient: string): boolean {
  const end = recipient.lastIndexOf('1')
  const prefix = Array.from(recipient.slice(0, end), (character) => character.charCodeAt(0))
  const data = Array.from(recipient.slice(end + 1), (character) => alphabet.indexOf(character))
  const values = [
    ...prefix.map((code) => code >> 5),
    0,
    ...prefix.map((code) => code & 31),
    ...data,
  ]
  return !data.includes(-1) && values.reduce(step, 1) === 1
}

function step(sum: number, value: number): number {
  const top = sum >>> 25
  return generator.reduce(
    (mixed, term, bit) => ((top >>> bit) & 1 ? mixed ^ term : mixed),
    ((sum & 0x1ffffff) << 5) ^ value,
  )
}
