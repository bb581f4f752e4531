/**
 * The bits of a unit of H.264 in order, without the bytes that keep start codes out of it (ITU-T H.264
 * section 7.4.1.1). Beyond the end there is a RangeError.
 */
export class Bits {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(unit: Uint8Array) {
    this.#bytes = withoutEscapes(unit)
  }

  flag(): boolean {
    const byte = this.#bytes[this.#at >> 3]
    if (byte === undefined) throw new RangeError('No more bits')
    const bit = (byte >> (7 - (this.#at & 7))) & 1
    this.#at += 1
    return bit === 1
  }

  /** So many bits as one number; at most 32. */
  number(count: number): number {
    let value = 0
    for (let i = 0; i < count; i += 1) value = value * 2 + (this.flag() ? 1 : 0)
    return value
  }

  /** An Exp-Golomb code, "ue(v)" (section 9.1). */
  code(): number {
    let zeros = 0
    while (!this.flag()) zeros += 1
    if (zeros > 31) throw new RangeError('A number of an impossible length')
    return 2 ** zeros - 1 + this.number(zeros)
  }

  /** Whether only the stop bit and zeros up to the end of its byte are left: "rbsp_trailing_bits". */
  isAtEnd(): boolean {
    const left = this.#bytes.length * 8 - this.#at
    if (left < 1 || left > 8) return false
    const last = this.#bytes.at(-1) ?? 0
    return (last & ((1 << left) - 1)) === 1 << (left - 1)
  }
}

/** "emulation_prevention_three_byte": a 3 after two zeros. */
function withoutEscapes(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let length = 0
  let zeros = 0
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0
      continue
    }
    zeros = byte === 0 ? zeros + 1 : 0
    kept[length] = byte
    length += 1
  }
  return kept.subarray(0, length)
}
