import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

import { z } from 'zod'

import { Offence } from '../offence.ts'
import { rules } from './all.ts'
import { checkRequest } from './check.ts'
import { goodFacts, goodRequest } from './example.test.ts'

const Case = z.strictObject({
  offence: Offence,
  title: z.string(),
  text: z.string(),
  refused: z.array(z.string()),
})

const file = new URL('../../../../vectors/rules/texts.json', import.meta.url)
const cases = z.array(Case).parse(JSON.parse(readFileSync(file, 'utf8')))

describe('word rules', () => {
  for (const { offence, title, text, refused } of cases) {
    it(`${refused.length === 0 ? 'accept' : `refuse by ${refused.join(', ')}`}: ${title}. ${text}`, () => {
      const verdict = checkRequest({ ...goodRequest, offence, title, text }, goodFacts)
      const found = verdict.accepted ? [] : verdict.findings.map(({ rule }) => rule)
      const words = [...new Set(found)].filter((id) => id.startsWith('text/'))
      if (refused.length === 0) assert.deepEqual(words, [])
      for (const id of refused) assert.ok(words.includes(id), `found only ${words.join(', ')}`)
    })
  }

  it('have examples in both directions for every one of them', () => {
    const refusing = new Set(cases.flatMap(({ refused }) => refused))
    const ids = rules.map(({ id }) => id).filter((id) => id.startsWith('text/'))
    assert.deepEqual(
      ids.filter((id) => !refusing.has(id)),
      [],
    )
    assert.ok(cases.length >= 60)
    assert.ok(cases.filter(({ refused }) => refused.length === 0).length >= 30)
  })
})
