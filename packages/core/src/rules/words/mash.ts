import type { Prose } from '../prose.ts'
import { rule } from '../rule.ts'
import { isAscii } from '../text.ts'

export const mashRule = rule({
  id: 'text/keyboard-mash',
  sentence: {
    en: 'A request is written in words.',
    es: 'La solicitud está escrita con palabras.',
  },
  check: ({ prose }) =>
    prose
      .filter((part) => part.field !== 'caseNumber' && mashed(part))
      .map(({ field, text }) => ({ field, excerpt: text.slice(0, maxExcerpt) })),
})

/** Longest run of consonants in any word of either language is six (`Knightsbridge`). */
const maxConsonants = 6

/** Of letters in running text, English and Spanish have vowels (with y) 38 to 48 in a hundred. */
const minVowelShare = 0.2

/** Fewer letters or words than these say nothing about shares. */
const enoughLetters = 15
const enoughWords = 6

/** What a finding can carry. */
const maxExcerpt = 200

/** Whether a text is no language: runs of consonants or of one letter, rows of keys, one word over and over. */
function mashed({ text, sentences }: Prose): boolean {
  const flat = sentences.map((sentence) => sentence.plain).join(' ')
  const inWords = flat.match(/[a-z]+/g) ?? []
  return (
    runOfConsonants.test(flat) ||
    /([a-z])\1{4,}/.test(flat) ||
    /\b(?:asdf|sdfg|qwer|zxcv|hjkl|lorem ipsum|blah blah)/.test(flat) ||
    (!isAscii(text) && mixedScripts.test(text)) ||
    tooFewVowels(flat) ||
    (inWords.length >= enoughWords && new Set(inWords).size * 3 <= inWords.length)
  )
}

const runOfConsonants = new RegExp(`[bcdfghjklmnpqrstvwxz]{${maxConsonants + 1},}`)

/** Letters that only look Latin inside a word would hide it from the word rules. */
const mixedScripts =
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/u

function tooFewVowels(flat: string): boolean {
  const vowels = flat.match(/[aeiouy]/g)?.length ?? 0
  const letters = vowels + (flat.match(/[bcdfghjklmnpqrstvwxz]/g)?.length ?? 0)
  return letters > enoughLetters && vowels / letters < minVowelShare
}
