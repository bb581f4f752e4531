import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import { sha256Hex } from '@porchlight/core'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'

import { fileSource, sealToFile } from './file-node.ts'
import { nodeTools } from './node-tools.ts'
import type { SealingInput } from './seal.ts'

const directory = mkdtempSync(join(tmpdir(), 'porchlight-seal-'))
const original = join(directory, 'original')
const content = Uint8Array.from({ length: 5_000_000 }, (_, i) => i % 251)
writeFileSync(original, content)
const recipients = [await identityToRecipient(await generateX25519Identity())]

after(() => rmSync(directory, { recursive: true }))

describe('sealToFile()', () => {
  it('seals a file into one that only this account may read', async () => {
    const path = join(directory, 'sealed')
    const { bytes, digests } = await sealToFile(input(content.length), path)
    const file = readFileSync(path)
    assert.equal(file.length, bytes)
    assert.deepEqual(digests, { content: sha256Hex(content), sealed: sha256Hex(file) })
    assert.equal(statSync(path).mode & 0o777, 0o600)
  })

  it('leaves no file where it failed, and touches none that is there', async () => {
    const path = join(directory, 'failed')
    await assert.rejects(sealToFile(input(content.length + 1), path), /more or fewer/)
    assert.equal(existsSync(path), false)
    writeFileSync(path, 'mine')
    await assert.rejects(sealToFile(input(content.length), path), { code: 'EEXIST' })
    assert.equal(readFileSync(path, 'utf8'), 'mine')
  })
})

function input(bytes: number): SealingInput {
  return { source: fileSource(original), bytes, paddedTo: bytes, recipients, tools: nodeTools }
}
