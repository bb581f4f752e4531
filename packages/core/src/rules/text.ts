/**
 * A text made comparable for word rules in English and Spanish: lower case, no accents, no invisible
 * characters, one kind of quote and dash, single spaces.
 */
export function plain(text: string): string {
  return (isAscii(text) ? text : unaccented(text))
    .toLowerCase()
    .replaceAll('`', "'")
    .replaceAll(/["()[\]*_\s]+/g, ' ')
    .trim()
}

/** Most texts have nothing to take off, and a feed brings tens of thousands. */
export function isAscii(text: string): boolean {
  return /^[\t\n\r -~]*$/.test(text)
}

function unaccented(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\p{Mark}\p{Format}]/gu, '')
    .replaceAll(/[‘’´]/g, "'")
    .replaceAll(/[‐‑‒–—]/g, '-')
    .replaceAll(/[“”«»]/g, ' ')
}

/** Sentences of a text as written: word rules look at one at a time. */
export function sentences(text: string): readonly string[] {
  return text.split(sentenceEnd).filter((sentence) => sentence.trim() !== '')
}

/** What a pattern matched, for the excerpt; null where it did not. */
export function found(pattern: RegExp, text: string): string | null {
  return pattern.exec(text)?.[0].trim().slice(0, maxExcerpt) ?? null
}

/** Any of several patterns, as the source of a pattern. */
export function oneOf(...sources: readonly string[]): string {
  return `(?:${sources.join('|')})`
}

/** A pattern of whole words from sources with one space between them, for {@link plain} text. */
export function words(...sources: readonly string[]): RegExp {
  return new RegExp(String.raw`\b${sources.join(' ')}\b`, 'g')
}

/** What a finding can carry. */
const maxExcerpt = 200

/** A full stop ends a sentence, but not after an initial, a title or a street: `J. Miller`, `St. Mary`. */
const sentenceEnd =
  /(?<=[.!?;])(?<!\b(?:\p{L}|mr|mrs|ms|dr|st|sr|sra|srta|dra|det|sgt|lt|capt|ave|rd|blvd|no|núm|approx|aprox|jr)\.)\s+|\n+/iu
