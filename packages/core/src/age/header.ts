import { utf8 } from '../bytes.ts'

/**
 * Longest header that is read. Eight recipients take 1.2 KB; the rest is room for files of others
 * (a post-quantum recipient takes 1.6 KB).
 */
export const maxHeaderBytes = 64 * 1024

/** The line every age file begins with. */
const versionLine = utf8('age-encryption.org/v1\n')

/** A stanza's body is base64, which has no hyphen: the first line that begins so is the last of the header. */
const lastLineStart = utf8('\n---')

export type HeaderVerdict =
  | { readonly found: true; readonly end: number }
  | { readonly found: false; readonly because: 'more-needed' | 'not-age' }

/**
 * Where the header ends in the first bytes of a file: `end` is the length of the header, its last
 * line feed included. Says nothing about whether the header is well formed or authentic.
 */
export function findHeaderEnd(start: Uint8Array): HeaderVerdict {
  const compared = Math.min(start.length, versionLine.length)
  for (let i = 0; i < compared; i++)
    if (start[i] !== versionLine[i]) return { found: false, because: 'not-age' }
  const lastLine = indexOf(start, lastLineStart)
  const end = lastLine < 0 ? -1 : start.indexOf(0x0a, lastLine + 1)
  if (end >= 0 && end < maxHeaderBytes) return { found: true, end: end + 1 }
  return { found: false, because: start.length < maxHeaderBytes ? 'more-needed' : 'not-age' }
}

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1))
    if (part.every((byte, i) => bytes[at + i] === byte)) return at
  return -1
}
