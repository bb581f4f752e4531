import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'

const home = join(import.meta.dirname, '..')
const readme = await readFile(join(home, 'README.md'), 'utf8')
const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code)

describe('the examples of the README', () => {
  it('are there', () => {
    assert.ok(examples.length >= 2)
  })

  for (const [at, code] of examples.entries()) {
    it(`print what they say: ${String(at + 1)}`, async () => {
      const said = [...code.matchAll(/^console\.log\(.*\) \/\/ (.*)$/gm)].map(([, text]) => text)
      assert.ok(said.length > 0, 'an example that says nothing proves nothing')
      assert.deepEqual(await printedBy(code), said)
    })
  }
})

/** What the code prints, run as a stranger's program beside the package. */
async function printedBy(code: string): Promise<readonly string[]> {
  const words = ['--conditions=porchlight', '--input-type=module-typescript', '--eval', code]
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: home })
  return stdout.trimEnd().split('\n')
}
