// Debian's `age` opens what we seal.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import { paddedSize, sha256Hex } from '@porchlight/core'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'

import { nodeTools } from './node-tools.ts'
import { seal } from './seal.ts'
import type { SealingTools } from './seal.ts'
import { threadSealer } from './thread-node.ts'
import { webTools } from './web-tools.ts'

const installed = spawnSync('age', ['--version']).status === 0
const skip = installed ? false : 'the program age is not installed'

const directory = mkdtempSync(join(tmpdir(), 'porchlight-age-'))
const identity = await generateX25519Identity()
const recipients = [await identityToRecipient(identity)]
const keyFile = join(directory, 'key.txt')
writeFileSync(keyFile, `${identity}\n`)

after(() => rmSync(directory, { recursive: true }))

const everyTools: Readonly<Record<string, SealingTools>> = {
  node: nodeTools,
  thread: { ...nodeTools, sealer: threadSealer },
  web: webTools,
}

describe('Debian’s age', { skip }, () => {
  for (const [name, tools] of Object.entries(everyTools))
    for (const bytes of [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 1_000_000])
      it(`opens ${String(bytes)} bytes that were sealed by the tools of ${name}`, async () => {
        const content = Uint8Array.from({ length: bytes }, (_, i) => i % 253)
        const plaintext = await openedByAge(content, { tools, paddedTo: bytes })
        assert.equal(sha256Hex(plaintext), sha256Hex(content))
      })

  it('gives the exact file through `head -c`', async () => {
    const content = Uint8Array.from({ length: 70_000 }, (_, i) => i % 253)
    const paddedTo = paddedSize(content.length)
    const plaintext = await openedByAge(content, { tools: nodeTools, paddedTo })
    assert.equal(plaintext.length, paddedTo)
    assert.equal(sha256Hex(plaintext.subarray(0, content.length)), sha256Hex(content))
  })
})

async function openedByAge(
  content: Uint8Array,
  { tools, paddedTo }: { readonly tools: SealingTools; readonly paddedTo: number },
): Promise<Uint8Array> {
  const source = new Blob([new Uint8Array(content)]).stream()
  const sealing = await seal({ source, bytes: content.length, paddedTo, recipients, tools })
  const parts: Uint8Array[] = []
  for await (const piece of sealing.pieces) parts.push(piece.slice())
  const file = join(directory, 'sealed.age')
  writeFileSync(file, Buffer.concat(parts))
  const { status, stdout, stderr } = spawnSync('age', ['-d', '-i', keyFile, file], {
    maxBuffer: 2 ** 24,
  })
  assert.equal(status, 0, stderr.toString())
  return stdout
}
