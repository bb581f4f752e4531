import { strict as assert } from 'node:assert'
import { access, glob, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { describe, it } from 'node:test'

import { openWorld } from '../world.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')

async function read(path: string): Promise<string> {
  return await readFile(join(root, path), 'utf8')
}

interface Proof {
  readonly name: string
  readonly file: string
  readonly title: string
}

/** Rows of the table at the end of docs/promises.md. */
function proofsOf(text: string): readonly Proof[] {
  return Array.from(
    text.matchAll(/^\| `([a-z-]+)` \| `([^`]+)` › (.+) \|$/gm),
    ([, name = '', file = '', title = '']) => ({ name, file, title }),
  )
}

/** Whether a test of that title stands in the source; titles in the table are whole. */
function hasTest(source: string, title: string): boolean {
  return ["it('", 'it(`', 'it("'].some((start) =>
    source.includes(`${start}${title}${start.slice(-1)}`),
  )
}

describe('docs/promises.md', () => {
  it('names only tests that exist', async () => {
    const proofs = proofsOf(await read('docs/promises.md'))
    assert.ok(proofs.length > 60)
    for (const { name, file, title } of proofs) {
      assert.ok(hasTest(await read(file), title), `${name}: no test “${title}” in ${file}`)
    }
  })

  it('control: an invented title would be found', () => {
    assert.ok(hasTest("  it('is so', () => {})", 'is so'))
    assert.ok(!hasTest("  it('is so too', () => {})", 'is so'))
    assert.ok(!hasTest("// it says 'is so'", 'is so'))
  })

  it('uses every proof, and no other', async () => {
    const text = await read('docs/promises.md')
    const [words = ''] = text.split('## Proofs')
    const known = proofsOf(text).map(({ name }) => name)
    assert.equal(new Set(known).size, known.length)
    const promised = words.match(/^- \*\*Proved by\*\* .+$/gm) ?? []
    assert.equal(promised.length, 9)
    const rows = words.match(/^\| `\w+`.+$/gm)?.map((row) => row.split('|')[2] ?? '') ?? []
    const used = [...promised, ...rows].flatMap((line) => line.match(/(?<=`)[a-z-]+(?=`)/g) ?? [])
    for (const name of used) assert.ok(known.includes(name), `no proof is called ${name}`)
    for (const name of known) assert.ok(used.includes(name), `${name} proves nothing`)
  })

  it('holds every sentence of the public pages, each once', async () => {
    const text = await read('docs/promises.md')
    const sentences = sentencesOf(await read('packages/server/messages/en/pages.json'))
    assert.ok(sentences.length > 60)
    for (const key of sentences) {
      assert.equal(text.split(`\`${key}\``).length, 2, `${key} is in it once`)
    }
  })

  it('names only messages that the apps have', async () => {
    const messages = await Promise.all(
      ['owner', 'agency', 'desk', 'ui'].map(
        async (name) => await read(`packages/web/messages/en/${name}.json`),
      ),
    )
    const named = (await read('docs/promises.md')).match(/`(owner|agency|desk|ui)_\w+`/g) ?? []
    assert.ok(named.length > 30)
    for (const key of named) {
      assert.ok(messages.join('\n').includes(`"${key.slice(1, -1)}":`), key)
    }
  })
})

/** Keys of messages that end as sentences do. */
function sentencesOf(json: string): readonly string[] {
  const messages: unknown = JSON.parse(json)
  if (typeof messages !== 'object' || messages === null) throw new TypeError('No messages')
  return Object.entries(messages).flatMap(([key, message]) =>
    /\.["}\]]*$/.test(JSON.stringify(message)) ? [key] : [],
  )
}

const documents = ['*.md', 'docs/**/*.md', 'packages/*/README.md', 'vectors/**/*.md']

describe('the documents', () => {
  it('link to files that are there', async () => {
    let links = 0
    for await (const path of glob(documents, { cwd: root })) {
      for (const [, target = ''] of (await read(path)).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
        // the picture is made by hand, from a running demonstration
        if (/^(?:https?|mailto):/.test(target) || target.endsWith('.png')) continue
        links += 1
        await assert.doesNotReject(
          access(join(root, dirname(path), target)),
          `${target} in ${path}`,
        )
      }
    }
    assert.ok(links > 20)
  })

  it('name source files that are there', async () => {
    let names = 0
    const source = /`((?:packages\/)?(?:core|log|owner|agency|server|web|cli|e2e)\/src\/[\w./-]+)`/g
    for await (const path of glob(documents, { cwd: root })) {
      for (const [, name = ''] of (await read(path)).matchAll(source)) {
        names += 1
        const file = name.startsWith('packages/') ? name : `packages/${name}`
        await assert.doesNotReject(access(join(root, file)), `${name} in ${path}`)
      }
    }
    assert.ok(names > 40)
  })

  it('say nothing of the machine that they were written on', async () => {
    for await (const path of glob(documents, { cwd: root })) {
      assert.doesNotMatch(await read(path), /\/work\/|\/tmp\/brief/, relative(root, path))
    }
  })
})

/** For the names in a path, something of the right form. */
const examples: Readonly<Record<string, string>> = {
  '/log/tile/{path}': '/log/tile/0/000.p/1',
  '/api/requests/{id}': '/api/requests/r000000000000',
  '/api/agencies/{id}': '/api/agencies/a000000000000',
  '/api/partners/{id}': '/api/partners/p000000000000',
  '/requests/{id}/area.geojson': '/requests/r000000000000/area.geojson',
}

describe('docs/openapi.json', () => {
  it('names no path that an instance does not know', async () => {
    await using world = await openWorld()
    const { paths } = Document.parse(JSON.parse(await read('docs/openapi.json')))
    assert.ok(Object.keys(paths).length > 40)
    for (const [path, operations] of Object.entries(paths)) {
      for (const method of Object.keys(operations).filter((name) => name !== 'parameters')) {
        const body = method === 'post' ? { body: '{}', headers: json } : {}
        const filled = examples[path] ?? path.replaceAll(/\{\w+\}/g, 's000000000000')
        const url = new URL(filled, world.origin)
        const answer = await fetch(url, { method: method.toUpperCase(), ...body })
        const text = await answer.text()
        const known = !text.includes('input/unknown-place') || path === '/log/tile/{path}'
        assert.ok(known && answer.status !== 405, `${method} ${path}: ${String(answer.status)}`)
      }
    }
  })
})

const json = { 'content-type': 'application/json' }

const Document = {
  parse: (value: unknown): { readonly paths: Readonly<Record<string, object>> } => {
    if (typeof value === 'object' && value !== null && 'paths' in value) {
      const { paths } = value
      if (typeof paths === 'object' && paths !== null) return { paths: { ...paths } }
    }
    throw new TypeError('No paths')
  },
}
