import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { noAssets, readAssets } from './assets.ts'
import { pagesApp } from './fixture.test.ts'
import { tagsOf } from './markup.test.ts'

const manifest = {
  'src/public/island.ts': {
    file: 'assets/island-a.js',
    isEntry: true,
    css: ['assets/island-b.css'],
  },
  'owner.html': { file: 'assets/owner-c.js', isEntry: true },
}

describe('readAssets()', () => {
  it('finds the island’s script and style sheet in Vite’s manifest', () => {
    assert.deepEqual(readAssets(manifest), {
      script: '/app/assets/island-a.js',
      styles: ['/app/assets/island-b.css'],
    })
  })

  it('gives none where the bundle has no island, and refuses what is no manifest', () => {
    assert.deepEqual(readAssets({}), noAssets)
    assert.throws(() => readAssets([1]))
  })

  it('links them on every page', async () => {
    const { body } = await pagesApp({}, readAssets(manifest)).inject('/')
    const tags = tagsOf(body)
    assert.ok(tags.some(({ attributes }) => attributes.get('src') === '/app/assets/island-a.js'))
    assert.ok(tags.some(({ attributes }) => attributes.get('href') === '/app/assets/island-b.css'))
  })
})
