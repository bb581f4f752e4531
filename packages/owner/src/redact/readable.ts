/** Longest value shown to a person. */
const maxShown = 120

/** As many bytes are looked at. */
const maxRead = 4096

/** Fewer letters are chance. */
const leastLetters = 3

/** The text in bytes, where they hold some; null where they do not. */
export function readable(bytes: Uint8Array): string | null {
  const text = new TextDecoder().decode(bytes.subarray(0, maxRead))
  const plain = text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]+|\uFFFD/gu, ' ').trim()
  return plain.length < leastLetters ? null : plain.slice(0, maxShown)
}

/** The longest run of ASCII text in bytes; null where there is none worth showing. */
export function longestText(bytes: Uint8Array, least: number): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, maxRead))
  const runs = Array.from(text.matchAll(/[\x20-\x7e]+/g), ([run]) => run.trim())
  const longest = runs.toSorted((a, b) => b.length - a.length)[0] ?? ''
  return longest.length < least ? null : longest.slice(0, maxShown)
}
