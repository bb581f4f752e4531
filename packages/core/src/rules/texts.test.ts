import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

import { z } from 'zod'

import { Offence } from '../offence.ts'
import type { Request } from '../request.ts'
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
const accepted = cases.filter(({ refused }) => refused.length === 0)
const wordRuleIds = rules.map(({ id }) => id).filter((id) => id.startsWith('text/'))

/** The word rules that a request breaks. */
function brokenBy(change: Partial<Request>): readonly string[] {
  const verdict = checkRequest({ ...goodRequest, ...change }, goodFacts)
  const found = verdict.accepted ? [] : verdict.findings.map(({ rule }) => rule)
  return [...new Set(found)].filter((id) => id.startsWith('text/'))
}

describe('word rules on vectors/rules/texts.json', () => {
  for (const { offence, title, text, refused } of cases) {
    it(`${refused.length === 0 ? 'accept' : `refuse by ${refused.join(', ')}`}: ${title}. ${text}`, () => {
      const broken = brokenBy({ offence, title, text })
      if (refused.length === 0) assert.deepEqual(broken, [])
      for (const id of refused) assert.ok(broken.includes(id), `found only ${broken.join(', ')}`)
    })
  }

  it('have at least three texts that each of them refuses, and twice sixty that all accept', (t) => {
    const counts = wordRuleIds.map(
      (id) => [id, cases.filter(({ refused }) => refused.includes(id)).length] as const,
    )
    t.diagnostic(`${cases.length} texts, ${accepted.length} accepted`)
    for (const [id, count] of counts) t.diagnostic(`${id}: ${count} refused`)
    assert.deepEqual(
      counts.filter(([, count]) => count < 3),
      [],
    )
    assert.ok(accepted.length >= 120)
  })

  it('accept the good ones in capitals and without accents just the same', () => {
    for (const { offence, title, text } of accepted) {
      const bare = text
        .normalize('NFD')
        .replaceAll(/\p{Mark}/gu, '')
        .toUpperCase()
      assert.deepEqual(brokenBy({ offence, title, text: bare }), [], bare)
    }
  })

  it('refuse the bad ones in lower case too, but those that only capitals tell', () => {
    const byCapitals = ['text/named-person', 'text/victim-data', 'text/immigration']
    for (const { offence, title, text, refused } of cases) {
      const told = refused.filter((id) => !byCapitals.includes(id))
      const broken = brokenBy({ offence, title, text: text.toLowerCase() })
      assert.deepEqual(
        told.filter((id) => !broken.includes(id)),
        [],
        text,
      )
    }
  })
})

describe('word rules elsewhere than in title and text', () => {
  it('look at the place', () => {
    assert.deepEqual(brokenBy({ place: 'Liberty Park, at the vigil' }), ['text/lawful-assembly'])
    assert.deepEqual(brokenBy({ place: '14 Birch Road, apartment 3' }), ['text/private-address'])
    assert.deepEqual(brokenBy({ place: 'Home of Anna Keller' }), ['text/named-person'])
  })

  it('look at the case number and the unit, where no footage is described', () => {
    assert.deepEqual(brokenBy({ caseNumber: '12 protest' }), ['text/lawful-assembly'])
    const unit = { unit: 'ICE liaison', phone: '+1 216 555 0142' }
    assert.deepEqual(brokenBy({ contact: unit }), ['text/immigration'])
    assert.deepEqual(brokenBy({ contact: { ...unit, unit: 'Community Events Investigation' } }), [])
  })

  it('tell the words that broke a rule', () => {
    const verdict = checkRequest(
      { ...goodRequest, text: `${goodRequest.text} You must send it.` },
      goodFacts,
    )
    assert.deepEqual(verdict, {
      accepted: false,
      findings: [{ rule: 'text/pressure', field: 'text', excerpt: 'you must send' }],
    })
  })

  it('are not misled by invisible characters', () => {
    assert.deepEqual(brokenBy({ title: 'Footage of the pro\u{ad}te\u{200b}st' }), [
      'text/lawful-assembly',
    ])
  })
})
