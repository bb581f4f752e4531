import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { emptyForm, formErrors } from './form.ts'

const filled = {
  ...emptyForm(),
  name: 'Maple Heights Police',
  place: 'Maple Heights, Ohio',
  zone: 'America/New_York',
  phone: '+1 216 555 0100',
  website: 'https://police.example',
  verifiedBy: 'Met at the station on Monday',
}

describe('formErrors()', () => {
  it('finds nothing in a form that is filled in', () => {
    assert.deepEqual([...formErrors(filled)], [])
  })

  it('names every part of an empty form that is missing', () => {
    assert.deepEqual([...formErrors({ ...emptyForm(), zone: 'Nowhere' })].toSorted(), [
      'name',
      'phone',
      'place',
      'verifiedBy',
      'website',
      'zone',
    ])
  })

  it('refuses a site without TLS', () => {
    assert.deepEqual([...formErrors({ ...filled, website: 'http://police.example' })], ['website'])
  })
})
