import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

import { localeFor, locales } from './locale.ts'

describe('localeFor()', () => {
  it('takes the language that the reader likes best among ours', () => {
    assert.equal(localeFor('es'), 'es')
    assert.equal(localeFor('es-419, en;q=0.5'), 'es')
    assert.equal(localeFor('en;q=0.5, es;q=0.4'), 'en')
    assert.equal(localeFor('es;q=0.4, en;q=0.5'), 'en')
  })

  it('falls back to English', () => {
    for (const header of [undefined, '', 'de, fr', 'es;q=0', ';;;,,,', 'es;q=x']) {
      assert.equal(localeFor(header), 'en')
    }
  })
})

describe('the words of the pages', () => {
  it('are the same messages in each language, none of them left in English', () => {
    const [english = {}, ...others] = locales.map((locale) => messagesOf(locale))
    for (const other of others) {
      assert.deepEqual(Object.keys(other), Object.keys(english))
      const same = Object.keys(english).filter((key) => english[key] === other[key])
      const international = [
        'pages_minutes',
        'pages_hours',
        'pages_hours_minutes',
        'pages_map_north',
      ]
      assert.deepEqual(same, international)
    }
  })
})

function messagesOf(locale: string): Record<string, unknown> {
  const file = new URL(`../../messages/${locale}/pages.json`, import.meta.url)
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return Object.fromEntries(Object.entries(parsed ?? {}))
}
