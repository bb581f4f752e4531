import { strict as assert } from 'node:assert'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { faults } from '@porchlight/core'
import type { FaultCode } from '@porchlight/core'

import { openWorld } from '../world.ts'

const json = { 'content-type': 'application/json' }
const tus = { 'tus-resumable': '1.0.0', 'upload-length': '4' }

/** Calls that are refused, in every part of the server that answers. */
const refused: readonly (readonly [string, RequestInit, FaultCode])[] = [
  ['/api/nowhere', {}, 'input/unknown-place'],
  ['/api/requests/r000000000000', {}, 'request/not-found'],
  ['/api/agency', {}, 'session/none'],
  ['/api/agency/submissions/s000000000000/files/0', {}, 'session/none'],
  ['/api/submissions', { method: 'POST', headers: json, body: '{' }, 'input/invalid'],
  [
    '/api/submissions',
    { method: 'POST', headers: json, body: ' '.repeat(300_000) },
    'input/too-large',
  ],
  ['/api/uploads', { method: 'POST', headers: tus }, 'session/none'],
  ['/log/tile/9/999', {}, 'input/unknown-place'],
  ['/app/assets/none.js', {}, 'input/unknown-place'],
  ['/app/assets/%2e%2e/owner.html', {}, 'input/unknown-place'],
]

describe('a refusal', () => {
  for (const kind of ['without the apps', 'with the apps built']) {
    it(`is its code, its title and its status, ${kind}`, async () => {
      await withBundle(async (webDirectory) => {
        const options = kind === 'without the apps' ? {} : { webDirectory }
        await using world = await openWorld(options)
        for (const [path, init, code] of refused) {
          const answer = await fetch(`${world.origin}${path}`, init)
          const { status, title } = faults[code]
          assert.deepEqual([path, answer.status], [path, status])
          assert.deepEqual(await answer.json(), { code, title })
        }
      })
    })

    it(`is a page for browsers, ${kind}`, async () => {
      await withBundle(async (webDirectory) => {
        const options = kind === 'without the apps' ? {} : { webDirectory }
        await using world = await openWorld(options)
        for (const path of ['/nowhere', '/requests/r000000000000', '/requests/%00']) {
          const answer = await fetch(`${world.origin}${path}`, { headers: { accept: 'text/html' } })
          assert.deepEqual([path, answer.status], [path, 404])
          assert.match(await answer.text(), /<h1>There is nothing at this address/)
        }
      })
    })
  }
})

/** The smallest bundle that the server takes for one. */
async function withBundle(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-bundle-'))
  try {
    await mkdir(join(directory, '.vite'))
    await mkdir(join(directory, 'assets'))
    await writeFile(join(directory, '.vite', 'manifest.json'), '{}')
    for (const name of ['owner', 'agency', 'desk']) {
      await writeFile(join(directory, `${name}.html`), '<!doctype html><title>App</title>')
    }
    await work(directory)
  } finally {
    await rm(directory, { recursive: true })
  }
}
