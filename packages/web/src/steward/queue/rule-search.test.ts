import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { rulesFound } from './rule-search.ts'

const all = [
  { id: 'window/too-long', sentence: 'Todos los intervalos juntos abarcan como máximo 12 horas.' },
  { id: 'text/lawful-assembly', sentence: 'Ninguna solicitud trata de una protesta.' },
  { id: 'text/pressure', sentence: 'El texto no presiona ni amenaza a nadie.' },
] as const

const nothing = { query: '', chosen: [], first: [] } as const

function ids(search: Partial<Parameters<typeof rulesFound>[1]>): readonly string[] {
  return rulesFound(all, { ...nothing, ...search }).map(({ id }) => id)
}

describe('rulesFound()', () => {
  it('leaves every rule where nothing is typed', () => {
    assert.deepEqual(
      ids({}),
      all.map(({ id }) => id),
    )
  })

  it('finds words in any order, without accents and capitals, and in the id', () => {
    assert.deepEqual(ids({ query: 'HORAS maximo' }), ['window/too-long'])
    assert.deepEqual(ids({ query: 'text/' }), ['text/lawful-assembly', 'text/pressure'])
  })

  it('wants every word', () => {
    assert.deepEqual(ids({ query: 'protesta horas' }), [])
  })

  it('keeps what is chosen in sight', () => {
    assert.deepEqual(ids({ query: 'protesta', chosen: ['text/pressure'] }), [
      'text/lawful-assembly',
      'text/pressure',
    ])
  })

  it('puts what the engine found first and leaves the rest in order', () => {
    assert.deepEqual(ids({ first: ['text/pressure'] }), [
      'text/pressure',
      'window/too-long',
      'text/lawful-assembly',
    ])
  })
})
