import { strict as assert } from 'node:assert'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { z } from 'zod'

import packageJson from '../../package.json' with { type: 'json' }

import { api } from './contract.ts'
import { openApi, openApiText } from './openapi.ts'

const docs = join(import.meta.dirname, '..', '..', '..', '..', 'docs')

const Paths = z.record(z.string(), z.record(z.string(), z.unknown()))

describe('openApi()', () => {
  it('is what docs/openapi.json says; else run: node launch/openapi.mjs', async () => {
    const kept = await readFile(join(docs, 'openapi.json'), 'utf8')
    assert.ok(kept === openApiText(packageJson.version), 'docs/openapi.json is stale')
  })

  it('has every endpoint of the contract, once', () => {
    const paths = Paths.parse(openApi('0')['paths'])
    const ids = Object.values(paths)
      .flatMap((path) => Object.values(path))
      .map((operation) => z.looseObject({ operationId: z.string() }).safeParse(operation).data)
      .flatMap((operation) => operation?.operationId ?? [])
    assert.equal(new Set(ids).size, ids.length)
    for (const name of Object.keys(api)) assert.ok(ids.includes(name), name)
  })

  it('points nowhere that is not there', () => {
    const text = openApiText('0')
    const { schemas } = z
      .looseObject({ schemas: z.record(z.string(), z.unknown()) })
      .parse(openApi('0')['components'])
    const pointed = Array.from(text.matchAll(/"\$ref": "([^"]+)"/g), ([, to]) => to ?? '')
    assert.ok(pointed.length > 50)
    for (const to of pointed) {
      assert.ok(Object.hasOwn(schemas, to.replace('#/components/schemas/', '')), to)
    }
  })
})
