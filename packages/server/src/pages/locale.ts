/** The languages that every page is in. */
export const locales = ['en', 'es'] as const
export type Locale = (typeof locales)[number]

/** What each language calls itself. */
export const localeNames: Readonly<Record<Locale, string>> = { en: 'English', es: 'Español' }

/** More entries than this in Accept-Language no browser sends. */
const maxRanges = 20

export function isLocale(value: unknown): value is Locale {
  return value === 'en' || value === 'es'
}

/**
 * The best of our languages for an Accept-Language header; English where it names none of them.
 * RFC 9110 12.5.4: "Each language-range can be given an associated quality value".
 */
export function localeFor(acceptLanguage: string | undefined): Locale {
  const ranges = (acceptLanguage ?? '').split(',', maxRanges).map(rangeOf)
  const best = ranges
    .filter(({ locale, quality }) => locale !== null && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
  return best[0]?.locale ?? 'en'
}

function rangeOf(text: string): { readonly locale: Locale | null; readonly quality: number } {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const [language] = range.split('-')
  const quality = parameters.find((part) => part.startsWith('q='))
  return {
    locale: isLocale(language) ? language : null,
    quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0,
  }
}
