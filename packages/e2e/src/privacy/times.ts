import type { Haystack } from './canary.ts'

/** From–to in milliseconds since 1970, both in it. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Every place where a time within the span is written down finer than its day, in text or in binary. */
export function findTimes(haystack: Haystack, span: Span): readonly string[] {
  return [...haystack].flatMap(([place, bytes]) => {
    const found = [...textTimes(bytes.toString('latin1'), span), ...binaryTimes(bytes, span)]
    return found.map((form) => `${form} in ${place}`)
  })
}

function textTimes(text: string, span: Span): readonly string[] {
  const written = text.match(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?/g) ?? []
  const counted = text.match(/\d{10,}/g) ?? []
  return [
    ...written.filter((time) => isWithin(Date.parse(`${time.replace(' ', 'T')}Z`), span)),
    // seconds, milliseconds and finer begin with the same ten digits
    ...counted.filter((digits) => isWithin(Number(digits.slice(0, 10)) * 1000, span)),
  ]
}

/** Seconds in four bytes, milliseconds in six, either way round, at any place. */
function binaryTimes(bytes: Buffer, span: Span): readonly string[] {
  const found = []
  for (let at = 0; at + 6 <= bytes.length; at += 1) {
    const seconds = [bytes.readUInt32BE(at), bytes.readUInt32LE(at)]
    const millis = [bytes.readUIntBE(at, 6), bytes.readUIntLE(at, 6)]
    if (seconds.some((time) => isWithin(time * 1000, span))) found.push('seconds in binary')
    if (millis.some((time) => isWithin(time, span))) found.push('milliseconds in binary')
  }
  return found
}

/** To the second. */
function isWithin(time: number, { from, to }: Span): boolean {
  return time >= Math.floor(from / 1000) * 1000 && time <= to
}
