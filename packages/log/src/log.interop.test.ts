// Against an independent implementation in another language: Go's golang.org/x/mod/sumdb, through the program in `oracle/`.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'

import { bytesOfText } from './bytes.ts'
import { addSignature, cosign, createCosignatureVerifier } from './cosignature.ts'
import { createSigner, createVerifier } from './ed25519.ts'
import { entriesFrom, now, secretKey, signer, verifier } from './fixture.test.ts'
import { fsck } from './fsck.ts'
import {
  createKey,
  formatPublicKey,
  formatSecretKey,
  parsePublicKey,
  parseSecretKey,
  publicKeyOf,
  signatureType,
} from './key.ts'
import { nodeHasher } from './node.ts'
import { parseNote, verifyNote } from './note.ts'
import { createReader } from './read.ts'
import { createLog, maxBatchEntries, openSequencer } from './sequence.ts'
import { openDirectoryStore } from './stores/directory.ts'
import { createMemoryLock, createMemoryStore, type MemoryStore } from './stores/memory.ts'
import { formatTlogProof } from './tlog-proof.ts'

const source = join(process.env['PORCHLIGHT_SHARED'] ?? '../shared', 'oracle/oracle.go')
const root = await mkdtemp(join(tmpdir(), 'porchlight-oracle-'))
const oracle = join(root, 'oracle')
const skip = buildOracle()

after(async () => {
  await rm(root, { recursive: true })
})

/** Around what a tile holds, and what a tile of tiles does. */
const sizes = [1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 70_000]

const vkey = formatPublicKey(publicKeyOf(secretKey))
const witness = createKey({
  name: 'witness.example/w1',
  type: signatureType.cosignature,
  seed: new Uint8Array(32).fill(9),
})
const witnessVkey = formatPublicKey(publicKeyOf(witness))

describe('interoperation with Go', { skip }, () => {
  for (const size of sizes) {
    it(`a log of ${size} is sound for Go, and byte-identical to the one that Go writes`, async () => {
      const ours = await write(size)
      const directory = await saved(ours)
      assert.match(
        ask(['fsck', directory, vkey]),
        new RegExp(`^OK .* size=${size} .* entries=${size} `),
      )

      const theirs = join(root, `go-${size}`)
      ask(['build', theirs, formatSecretKey(secretKey), String(size)])
      for (const path of current(size)) {
        const file = ours.files.get(path) ?? assert.fail(path)
        assert.deepEqual(new Uint8Array(await readFile(join(theirs, path))), file, path)
      }
      const store = openDirectoryStore(theirs)
      const verdict = await fsck({ store, log: verifier, hasher: nodeHasher })
      assert.ok(verdict.sound)
      assert.equal(verdict.checkpoint.size, size)
    })
  }

  it('a log that Go wrote with its own key is read by ours', async () => {
    const size = 66_000
    const [skey = '', goVkey = ''] = ask(['keygen', 'example.com/go']).split('\n')
    const directory = join(root, 'go-own')
    ask(['build', directory, skey, String(size)])
    const key = parsePublicKey(goVkey)
    assert.deepEqual(publicKeyOf(parseSecretKey(skey)), key)
    const log = createVerifier(key)
    const store = openDirectoryStore(directory)
    const verdict = await fsck({ store, log })
    assert.ok(verdict.sound)
    const reader = createReader({ store, checkpoint: verdict.checkpoint })
    for (const index of [0, 255, 256, 65_535, 65_536, size - 1])
      assert.deepEqual(await reader.entry(index), bytesOfText(`entry ${index}\n`))
  })

  it('a log that Go wrote is continued by ours, consistently', async () => {
    const directory = join(root, 'continued')
    ask(['build', directory, formatSecretKey(secretKey), '300'])
    const old = join(root, 'old.checkpoint')
    const note = await readFile(join(directory, 'checkpoint'), 'utf8')
    await writeFile(old, note)
    const parts = { store: openDirectoryStore(directory), lock: createMemoryLock(note), signer }
    await (await openSequencer({ ...parts, now })).append(entriesFrom(300, 700), now)
    const answer = ask(['fsck', directory, '-old', old, vkey])
    assert.match(answer, /^consistent 300 -> 1000\nOK .* entries=1000 /)
  })

  it('our cosignature and our tlog-proof are good for Go', async () => {
    const store = await write(1000)
    const { checkpoint } = await openSequencer({ ...(await partsOf(store)), now })
    const note = addSignature(checkpoint.note, cosign(checkpoint.note, witness, now))
    assert.equal(ask(['note', vkey, witnessVkey], note), 'OK 2 verified, 0 unverified\n')
    const knows = [verifier, createCosignatureVerifier(publicKeyOf(witness))]
    assert.equal(verifyNote(parseNote(note), knows).length, 2)

    const reader = createReader({ store, checkpoint })
    for (const index of [0, 255, 256, 767, 999])
      for (const extra of [undefined, Uint8Array.of(1, 2, 3)]) {
        const hashes = await reader.inclusion(index)
        const fields = { index, hashes, checkpoint: note, ...(extra && { extra }) }
        const proof = formatTlogProof(fields)
        const entry = join(root, 'entry')
        await writeFile(entry, `entry ${index}\n`)
        assert.match(
          ask(['proof', entry, vkey, witnessVkey], proof),
          new RegExp(`^OK proof .* index=${index} size=1000 sigs=2`),
        )
        await writeFile(entry, `entry ${index + 1}\n`)
        assert.equal(refuses(['proof', entry, vkey, witnessVkey], proof), true)
      }
  })

  it('Go finds what we break', async () => {
    const store = await write(600)
    for (const path of ['tile/0/001', 'tile/entries/002.p/88', 'checkpoint']) {
      const directory = await saved(store)
      const bytes = (store.files.get(path) ?? assert.fail(path)).slice()
      bytes[40] = (bytes[40] ?? 0) ^ 1
      await writeFile(join(directory, path), bytes)
      assert.equal(refuses(['fsck', directory, vkey]), true, path)
    }
  })
})

/** @returns why the tests are skipped, or false */
function buildOracle(): string | false {
  if (!existsSync(source)) return `no ${source}`
  if (spawnSync('go', ['version']).status !== 0) return 'no go on the PATH'
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: '/usr/share/gocode',
    GOFLAGS: '',
    CGO_ENABLED: '0',
    GOCACHE: join(root, 'cache'),
  }
  execFileSync('go', ['build', '-o', oracle, source], { env })
  return false
}

function ask(words: readonly string[], input = ''): string {
  return execFileSync(oracle, words, { input, encoding: 'utf8' })
}

function refuses(words: readonly string[], input = ''): boolean {
  const { status, stderr } = spawnSync(oracle, words, { input, encoding: 'utf8' })
  return status === 1 && stderr.startsWith('FAIL: ')
}

/** A log of ours, written in batches of uneven size. */
async function write(size: number): Promise<MemoryStore> {
  const parts = {
    store: createMemoryStore(),
    lock: createMemoryLock(),
    signer: createSigner(secretKey),
  }
  await createLog(parts)
  const sequencer = await openSequencer({ ...parts, now, hasher: nodeHasher })
  for (let done = 0, count = 1; done < size; done += count) {
    count = Math.min(size - done, count * 3, maxBatchEntries)
    await sequencer.append(entriesFrom(done, count), now)
  }
  return parts.store
}

async function partsOf(store: MemoryStore): Promise<Parameters<typeof createLog>[0]> {
  const note = Buffer.from((await store.read('checkpoint')) ?? assert.fail()).toString()
  return { store, lock: createMemoryLock(note), signer }
}

async function saved({ files }: MemoryStore): Promise<string> {
  const directory = await mkdtemp(join(root, 'ours-'))
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), bytes)
  }
  return directory
}

/** The paths of a tree of this size, as the specification counts them. */
function current(size: number): readonly string[] {
  const paths = ['checkpoint']
  for (let level = 0; 256 ** level <= size; level++) {
    const hashes = Math.floor(size / 256 ** level)
    for (let index = 0; index * 256 < hashes; index++) {
      const width = Math.min(256, hashes - index * 256)
      const name = String(index).padStart(3, '0') + (width < 256 ? `.p/${width}` : '')
      paths.push(`tile/${level}/${name}`)
      if (level === 0) paths.push(`tile/entries/${name}`)
    }
  }
  return paths
}
