import { strict as assert } from 'node:assert'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const packages = join(import.meta.dirname, '..', '..', '..')

/** Which of our packages each may name: what a party must not know, its program cannot load. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'core/src': [],
  'log/src': [],
  'owner/src': ['core'],
  'agency/src': ['core', 'log'],
  'server/src': ['core', 'log'],
  'web/src/owner': ['core', 'log', 'owner'],
  'web/src/agency': ['agency', 'core', 'log'],
  'web/src/steward': ['core', 'log'],
  'web/src/public': ['core', 'log'],
}

/** What would watch people, in the names under which such things are published. */
const watching = /face|facial|deepface|arcface|plate-?rec|anpr|alpr|lpr\b|tfjs|onnx|opencv/i

describe('what a program can name', () => {
  for (const [place, names] of Object.entries(allowed)) {
    it(`${place}: ${names.length === 0 ? 'nothing of ours' : names.join(', ')}`, async () => {
      const sources = await sourcesOf(join(packages, place))
      assert.ok(sources.length > 2)
      const named = new Set(sources.flatMap(([, text]) => imported(text)))
      named.delete(place.split('/')[0] ?? '')
      assert.deepEqual(
        [...named].filter((name) => !names.includes(name)),
        [],
      )
    })
  }

  it('control: an import that is not allowed would be found', () => {
    const text = "import { x } from '@porchlight/core'\nconst y = import('@porchlight/agency/node')"
    assert.deepEqual(imported(text), ['core', 'agency'])
  })

  it('is not to be had for the server either: its package lists core and log', async () => {
    const text = await readFile(join(packages, 'server', 'package.json'), 'utf8')
    const listed = text.match(/@porchlight\/\w+(?=": ")/g)
    assert.deepEqual(listed, ['@porchlight/core', '@porchlight/log'])
  })
})

describe('the packages that are installed', () => {
  it('absent: any that recognises faces or plates', async () => {
    const lock = await readFile(join(packages, '..', 'package-lock.json'), 'utf8')
    const names = Array.from(lock.matchAll(/^ {4}"node_modules\/(.+)": \{$/gm), ([, name]) => name)
    assert.ok(names.length > 100 && names.includes('mediabunny'), 'control: names are found')
    assert.deepEqual(
      names.filter((name) => watching.test(name ?? '')),
      [],
    )
    assert.match('@vladmandic/face-api', watching, 'control')
  })
})

/** Sources below a directory, without tests and what is generated. */
async function sourcesOf(directory: string): Promise<readonly (readonly [string, string])[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter(({ name }) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.includes('/src/words/'))
  return await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const))
}

function imported(text: string): readonly string[] {
  return Array.from(
    text.matchAll(/['"]@porchlight\/(\w+)(?:\/[\w-]+)?['"]/g),
    ([, name]) => name ?? '',
  )
}
