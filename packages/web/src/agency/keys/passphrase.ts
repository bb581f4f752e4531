import type { Random } from '@porchlight/core'

/** Fewer characters than this a machine guesses while one waits. */
const minPassphraseLetters = 12

const consonants = 'bdfghjklmnprstvz'
const vowels = 'aeio'

/** Syllables that two people can read to each other, 80 bits of them. */
export function suggestPassphrase(random: Random): string {
  const bytes = [...random(25)]
  const letters = bytes.map((byte, at) => {
    const alphabet = at % 5 === 1 || at % 5 === 3 ? vowels : consonants
    return alphabet.charAt(byte % alphabet.length)
  })
  return [0, 5, 10, 15, 20].map((at) => letters.slice(at, at + 5).join('')).join('-')
}

export type Strength = 'short' | 'weak' | 'fair' | 'strong'

/**
 * A guess at how long it holds, from its length and variety alone. It cannot know that a line is
 * from a song, which is why the screen says so.
 */
export function strengthOf(passphrase: string): Strength {
  if (passphrase.length < minPassphraseLetters) return 'short'
  const different = new Set(passphrase).size
  const words = passphrase.split(/[\s_-]+/).filter((word) => word.length > 2).length
  if (different < 6) return 'weak'
  if (passphrase.length >= 24 && (words >= 4 || different >= 14)) return 'strong'
  return passphrase.length >= 16 && different >= 8 ? 'fair' : 'weak'
}
