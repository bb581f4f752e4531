// The proof cases of transparency-dev/merkle (Apache-2.0), read from outside the repository where they are there.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { decodeBase64 } from './base64.ts'
import { verifyConsistency, verifyInclusion, type Proof } from './proof.ts'

const directory = join(process.env['PORCHLIGHT_SHARED'] ?? '../shared', 'vectors/merkle-proofs')
const skip = existsSync(directory) ? false : `no ${directory}`

describe('vectors of transparency-dev/merkle', { skip }, () => {
  it('inclusion: all 98', () => {
    const cases = read('inclusion')
    assert.equal(cases.length, 98)
    for (const { file, fields } of cases)
      assert.equal(
        verifyInclusion({
          index: number(fields.leafIdx),
          size: number(fields.treeSize),
          root: bytes(fields.root),
          leafHash: bytes(fields.leafHash),
          proof: proof(fields.proof),
        }).verified,
        fields.wantErr === false,
        file,
      )
  })

  it('consistency: all 98', () => {
    const cases = read('consistency')
    assert.equal(cases.length, 98)
    for (const { file, fields } of cases)
      assert.equal(
        verifyConsistency({
          old: number(fields.size1),
          size: number(fields.size2),
          oldRoot: bytes(fields.root1),
          root: bytes(fields.root2),
          proof: proof(fields.proof),
        }).verified,
        fields.wantErr === false,
        file,
      )
  })

  it('subtree inclusion: those of subtrees that begin at 0 are inclusion in a tree', () => {
    const cases = read('subtreeinclusion').filter(({ fields }) => fields.start === 0)
    assert.ok(cases.length > 90, `${cases.length} cases`)
    for (const { file, fields } of cases)
      assert.equal(
        verifyInclusion({
          index: number(fields.leafIdx),
          size: number(fields.end),
          root: bytes(fields.root),
          leafHash: bytes(fields.leafHash),
          proof: proof(fields.proof),
        }).verified,
        fields.wantErr === false,
        file,
      )
  })

  // Not those of an empty subtree: they hold there without a proof, and RFC 6962 has no such consistency.
  it('subtree consistency: those of subtrees that begin at 0 are consistency of two trees', () => {
    const cases = read('subtreeconsistency').filter(
      ({ fields }) => fields.start === 0 && fields.end !== 0,
    )
    assert.ok(cases.length > 90, `${cases.length} cases`)
    for (const { file, fields } of cases)
      assert.equal(
        verifyConsistency({
          old: number(fields.end),
          size: number(fields.size),
          oldRoot: bytes(fields.root1),
          root: bytes(fields.root2),
          proof: proof(fields.proof),
        }).verified,
        fields.wantErr === false,
        file,
      )
  })
})

type Field =
  | 'leafIdx'
  | 'treeSize'
  | 'root'
  | 'leafHash'
  | 'proof'
  | 'wantErr'
  | 'size1'
  | 'size2'
  | 'root1'
  | 'root2'
  | 'start'
  | 'end'
  | 'size'
type Fields = { readonly [name in Field]?: unknown }

function read(kind: string): readonly { file: string; fields: Fields }[] {
  return readdirSync(join(directory, kind), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const parsed: unknown = JSON.parse(readFileSync(join(directory, kind, name), 'utf8'))
      assert.ok(typeof parsed === 'object' && parsed !== null)
      return { file: `${kind}/${name}`, fields: Object.fromEntries(Object.entries(parsed)) }
    })
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : assert.fail('Not a number')
}

function bytes(value: unknown): Uint8Array {
  return (typeof value === 'string' ? decodeBase64(value) : null) ?? assert.fail('Not Base64')
}

function proof(value: unknown): Proof {
  return Array.isArray(value) ? value.map(bytes) : []
}
