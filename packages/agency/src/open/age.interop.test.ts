// Debian's `age` and we open each other's files.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import { sha256Hex } from '@porchlight/core'

import { keyringText, keysOf, newKeyring, nextKeyring } from '../keyring/keyring.ts'
import { unwrapWithPassphrase, wrapWithPassphrase } from '../keyring/passphrase.ts'
import { newRequestKey, wrapRequestKey } from '../vault/request-key.ts'
import { sealToVault } from '../vault/vault.ts'
import { nodeTools } from './node-tools.ts'
import { open } from './open.ts'
import { MemorySink } from './sink.ts'
import { webTools } from './web-tools.ts'

const installed = spawnSync('age', ['--version']).status === 0
const skip = installed ? false : 'the program age is not installed'

const directory = mkdtempSync(join(tmpdir(), 'porchlight-age-'))
const keyring = await newKeyring('Maple Heights Police', (length) =>
  crypto.getRandomValues(new Uint8Array(length)),
)
const { vault } = await keysOf(keyring)
const passphrase = 'correct horse battery'

after(() => rmSync(directory, { recursive: true }))

describe('what Debian’s age seals', { skip }, () => {
  for (const bytes of [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073, 1_000_000])
    it(`opens: ${String(bytes)} bytes`, async () => {
      const content = Uint8Array.from({ length: bytes }, (_, i) => i % 253)
      const file = age(['-r', vault], content)
      for (const tools of [nodeTools, webTools]) {
        const sink = new MemorySink()
        const keys = [{ kind: 'identity', identity: keyring.vault }] as const
        const source = new Blob([file]).stream()
        await open({ source, keys, content: null, sealed: null, sink, tools })
        assert.equal(sha256Hex(sink.bytes ?? new Uint8Array(0)), sha256Hex(content))
      }
    })
})

describe('Debian’s age', { skip }, () => {
  it('takes a keyring’s text as identities', async () => {
    const keys = written('keyring.txt', keyringText(keyring))
    const sealed = await sealToVault('a note', vault)
    assert.equal(age(['-d', '-i', keys], sealed).toString(), 'a note')
  })

  it('opens with a keyring’s text what was sealed to the vaults before, too', async () => {
    const next = await nextKeyring(keyring, (length) => randomBytes(length))
    const keys = written('next.txt', keyringText(next))
    const sealed = await sealToVault('an old note', vault)
    assert.equal(age(['-d', '-i', keys], sealed).toString(), 'an old note')
    const fresh = await sealToVault('a new note', (await keysOf(next)).vault)
    assert.equal(age(['-d', '-i', keys], fresh).toString(), 'a new note')
  })

  it('opens a keyring with its passphrase', async () => {
    const file = written('keyring.age', await wrapWithPassphrase(keyring, passphrase, 10))
    assert.equal(atTerminal(`age -d ${file}`).includes(keyring.vault), true)
  })

  it('opens what is in the vault with the sealed keyring, and with that what owners sealed', async () => {
    const key = await newRequestKey()
    const file = written('keyring.age', await wrapWithPassphrase(keyring, passphrase, 10))
    const wrapped = written('request.age', await wrapRequestKey(key, vault))
    assert.equal(atTerminal(`age -d -i ${file} ${wrapped}`).includes(key.identity), true)
    const identities = written('request.txt', `${key.identity}\n`)
    const clip = age(['-r', key.recipient], Buffer.from('clip'))
    assert.equal(age(['-d', '-i', identities], clip).toString(), 'clip')
  })

  it('seals a keyring’s text with a passphrase as we do', async () => {
    const keys = written('keyring.txt', keyringText(keyring))
    const file = join(directory, 'by-age.age')
    atTerminal(`age -p -o ${file} ${keys}`, 2)
    const { readFileSync } = await import('node:fs')
    assert.deepEqual(await unwrapWithPassphrase(readFileSync(file), passphrase), keyring)
  })
})

function age(args: readonly string[], input: Uint8Array): Buffer<ArrayBuffer> {
  const { status, stdout, stderr } = spawnSync('age', args, { input, maxBuffer: 2 ** 24 })
  assert.equal(status, 0, stderr.toString())
  return Buffer.from(stdout)
}

/** `age` asks for passphrases at a terminal only: `script` (Debian's bsdutils) is one. */
function atTerminal(command: string, times = 1): string {
  const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    input: `${passphrase}\n`.repeat(times),
  })
  assert.equal(status, 0, stdout.toString())
  return stdout.toString()
}

function written(name: string, content: string | Uint8Array): string {
  const path = join(directory, name)
  writeFileSync(path, content)
  return path
}
