import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

/** The apps' own words in a language, by key, without those that depend on a number. */
export type Say = (key: string, inputs?: Readonly<Record<string, string>>) => string

const files = ['ui', 'owner', 'agency', 'desk']
const directory = join(import.meta.dirname, '..', '..', '..', 'web', 'messages')

const Messages = z.record(z.string(), z.unknown())

export function wordsOf(language: 'en' | 'es'): Say {
  const messages = new Map(
    files.flatMap((file) => {
      const text = readFileSync(join(directory, language, `${file}.json`), 'utf8')
      return Object.entries(Messages.parse(JSON.parse(text)))
    }),
  )
  return (key, inputs = {}) => {
    const words = messages.get(key)
    if (typeof words !== 'string') throw new Error(`No simple words for ${key}`)
    return words.replaceAll(/\{(\w+)\}/g, (_, name: string) => inputs[name] ?? '')
  }
}
