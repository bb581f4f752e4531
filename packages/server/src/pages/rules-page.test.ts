import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { defaultPolicy, offenceNames, rules } from '@porchlight/core'
import type { Entry } from '@porchlight/core'

import { agencyId, pagesApp } from './fixture.test.ts'
import { tagsOf, textOf } from './markup.test.ts'

describe('the rules page', () => {
  it('has every rule of the engine with its sentence, in both languages', async () => {
    for (const lang of ['en', 'es'] as const) {
      const { body } = await pagesApp().inject(`/rules?lang=${lang}`)
      const ids = new Set(tagsOf(body).map(({ attributes }) => attributes.get('id')))
      const text = textOf(body)
      for (const { id, sentence } of rules) {
        assert.ok(ids.has(id), id)
        assert.ok(text.includes(sentence[lang]), id)
      }
      for (const names of Object.values(offenceNames)) assert.ok(text.includes(names[lang]))
    }
  })

  it('shows the numbers of the policy in units that people use, all of them', async () => {
    const { body } = await pagesApp().inject('/rules')
    const table = body.slice(body.indexOf('<tbody>'), body.indexOf('</tbody>'))
    const text = textOf(table).replaceAll(/\s+/g, ' ')
    for (const part of [
      '0.025 to 0.5 square miles',
      'at least 15 minutes',
      'at most 12 hours',
      'at most 7 days',
      'at most 30 days',
      '24 hours',
    ]) {
      assert.ok(text.includes(part), part)
    }
    const rows = table.split('<tr>').length - 1
    assert.equal(rows, Object.keys(defaultPolicy).length - 1, 'two of the numbers share a row')
  })
})

describe('the refusals page', () => {
  it('counts by rule, most frequent first, and names the agency', async () => {
    const [one, two] = rules.map(({ id }) => id)
    const entries = [one, two, two].map((rule = ''): Entry => {
      const digest = '0'.repeat(64)
      const day = '2026-11-23'
      return {
        kind: 'request.refused',
        agency: agencyId,
        rules: [rule],
        areaClass: 18,
        digest,
        day,
      }
    })
    const { body } = await pagesApp({ entries }).inject('/refusals')
    const [first, second] = rules
    assert.ok(body.indexOf(String(second?.id)) < body.indexOf(String(first?.id)))
    assert.ok(
      tagsOf(body).some(({ attributes }) =>
        (attributes.get('href') ?? '').includes(encodeURIComponent(`rule:${String(two)}`)),
      ),
    )
    assert.ok(textOf(body).includes('Maple Heights Police Department'))
    const agencyPage = await pagesApp({ entries }).inject(`/agencies/${agencyId}`)
    assert.ok(agencyPage.body.includes(String(first?.id)))
  })
})
