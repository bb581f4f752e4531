import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { agencyKinds, federalTies } from '../agency.ts'
import { declineReasons } from '../custody.ts'
import { offences } from '../offence.ts'
import { onwardParties, outcomes } from '../request.ts'
import {
  agencyKindNames,
  declineReasonNames,
  federalTieNames,
  fixedSentence,
  offenceNames,
  onwardNames,
  outcomeNames,
} from './names.ts'

describe('names', () => {
  const tables = [
    [offences, offenceNames],
    [outcomes, outcomeNames],
    [onwardParties, onwardNames],
    [agencyKinds, agencyKindNames],
    [federalTies, federalTieNames],
    [declineReasons, declineReasonNames],
  ] as const
  it('are there in both languages for every word, each another', () => {
    for (const [keys, names] of tables) {
      assert.deepEqual(Object.keys(names).toSorted(), keys.toSorted())
      for (const language of ['en', 'es'] as const) {
        const texts = Object.values(names).map((name) => name[language])
        assert.ok(texts.every((text) => text.trim() === text && text.length > 2))
        assert.equal(new Set(texts).size, texts.length)
      }
    }
  })
})

describe('fixedSentence', () => {
  it('is word for word what every request says', () => {
    assert.equal(fixedSentence.en, 'You may ignore this. Nobody learns that you did.')
    assert.equal(fixedSentence.es, 'Puede ignorar esto. Nadie sabrá que lo hizo.')
  })
})
