/** A request's text made comparable: lower case, no accents, one space, `.` between sentences kept. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[‘’´`]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Sentences of a plain text: word rules look at one at a time. */
export function sentences(text: string): readonly string[] {
  return text.split(/(?<=[.!?;])\s+|\n+/).filter((sentence) => sentence !== '')
}

/** What a pattern matched, for the excerpt; null where it did not. */
export function found(pattern: RegExp, text: string): string | null {
  return pattern.exec(text)?.[0].trim().slice(0, 200) ?? null
}

/** Whole words of a list, in any of their forms: each item is a pattern of its own. */
export function anyOf(...items: readonly string[]): string {
  return `(?:${items.join('|')})`
}

/** A pattern from parts, on plain text: words stand alone, up to a few words may lie between parts. */
export function phrase(...parts: readonly string[]): RegExp {
  return new RegExp(String.raw`\b${parts.join(String.raw`\b[^.!?;]{0,40}?\b`)}\b`)
}
