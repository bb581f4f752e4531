import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { shortlist } from './shortlist.ts'
import type { ListedClip } from './shortlist.ts'
import { namesPlate, wantedLabels } from './wanted.ts'

const request = {
  title: 'Hit and run on Elm Street',
  text: 'We look for a dark sedan, plate 7ABC-123, that turned into Oak Street.',
  incidentAt: '2026-11-23T21:10:00Z',
}

function clip(name: string, minute: string, changes: Partial<ListedClip> = {}) {
  const from = `2026-11-23T21:${minute}:00Z`
  const to = `2026-11-23T21:${minute}:40Z`
  return { name, from, to, errorSeconds: 0, labels: [], plates: [], ...changes }
}

describe('shortlist()', () => {
  it('puts a named plate first, then what is spoken of near the incident, and leaves nothing out', () => {
    const clips = [
      clip('far', '50'),
      clip('dog', '12', { labels: ['dog'] }),
      clip('car', '15', { labels: ['car', 'car'] }),
      clip('plate', '40', { plates: ['7ABC123'], labels: ['car'] }),
      clip('moment', '10'),
    ]
    assert.deepEqual(
      shortlist(clips, request).map(({ clip: { name }, hints }) => [name, hints]),
      [
        [
          'plate',
          [
            { kind: 'plate', plate: '7ABC123' },
            { kind: 'label', label: 'car' },
            { kind: 'time', seconds: 1800 },
          ],
        ],
        [
          'car',
          [
            { kind: 'label', label: 'car' },
            { kind: 'time', seconds: 300 },
          ],
        ],
        ['moment', [{ kind: 'time', seconds: 0 }]],
        ['dog', [{ kind: 'time', seconds: 120 }]],
        ['far', [{ kind: 'time', seconds: 2400 }]],
      ],
    )
  })

  it('takes a clip for the moment itself where its clock may be off by so much', () => {
    const [first] = shortlist([clip('late', '13', { errorSeconds: 180 })], request)
    assert.deepEqual(first?.hints, [{ kind: 'time', seconds: 0 }])
  })
})

describe('wantedLabels()', () => {
  const cases = [
    ['A man on a bike took a parcel', ['person', 'bicycle', 'package']],
    ['Se busca una furgoneta blanca y a dos jóvenes', ['person', 'car']],
    ['Un camión y una motocicleta', ['truck', 'motorcycle']],
    ['any vehicle', ['car', 'truck']],
    ['Carson Street, manhole, business', []],
  ] as const
  for (const [text, labels] of cases)
    it(`finds ${labels.join(', ') || 'nothing'} in: ${text}`, () => {
      assert.deepEqual([...wantedLabels(text)], labels)
    })
})

describe('namesPlate()', () => {
  const cases = [
    ['plate 7ABC 123', '7ABC123', true],
    ['plate 7abc-123.', '7ABC 123', true],
    ['plate 7ABC123', '7A8C123', true],
    ['plate 17ABC1234', '7ABC123', false],
    ['between 12:34 and 13:00', '1234', false],
    ['at number 12', '12', false],
    ['anything', '.*+?', false],
  ] as const
  for (const [text, plate, is] of cases)
    it(`${is ? 'finds' : 'does not find'} ${plate} in: ${text}`, () => {
      assert.equal(namesPlate(text, plate), is)
    })
})
