import canonicalize from 'canonicalize'

import { utf8 } from './bytes.ts'

/**
 * The one text of a JSON value, for signing and hashing (RFC 8785).
 *
 * Absent values in objects are left out, as JSON does.
 *
 * @throws {Error} for what JSON cannot carry: undefined, functions, NaN, lone surrogates.
 */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('Not a JSON value')
  return text
}

/** {@link canonical} as UTF-8. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonical(value))
}
