import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import { openState, WrongKey } from './database.ts'
import { keyFromFile, keyFromPassphrase } from './key.ts'
import { only, stateOf } from './state.ts'

const directory = await mkdtemp(join(tmpdir(), 'porchlight-state-'))
after(async () => {
  await rm(directory, { recursive: true })
})

const origin = 'https://planted.example'

describe('the state of a hub', () => {
  it('opens with the key it was made with, and keeps what it was given', async () => {
    const path = join(directory, 'kept.db')
    const key = await keyFromFile(join(directory, 'key'))
    const made = openState(path, key)
    stateOf(made).instance.put(only, { origin, invite: null })
    made.close()
    const again = openState(path, await keyFromFile(join(directory, 'key')))
    assert.equal(stateOf(again).instance.get(only)?.origin, origin)
    again.close()
  })

  it('does not open with another passphrase', async () => {
    const path = join(directory, 'phrase.db')
    const salt = join(directory, 'salt')
    const made = openState(path, await keyFromPassphrase('a lamp at the door', salt))
    stateOf(made).instance.put(only, { origin, invite: null })
    made.close()
    const wrong = await keyFromPassphrase('a lamp at the gate', salt)
    assert.throws(() => openState(path, wrong), WrongKey)
    const right = openState(path, await keyFromPassphrase('a lamp at the door', salt))
    assert.equal(stateOf(right).instance.get(only)?.origin, origin)
    right.close()
  })

  it('has nothing readable on the disk, while it is open and after what it had is deleted', async () => {
    const path = join(directory, 'dark.db')
    const state = openState(path, 'ab'.repeat(32))
    stateOf(state).instance.put(only, { origin, invite: null })
    assert.deepEqual(await filesWith('planted.example'), [])
    const control = join(directory, 'control')
    await writeFile(control, `in plain sight: ${origin}`)
    assert.deepEqual(await filesWith('planted.example'), ['control'])
    await rm(control)
    stateOf(state).instance.delete(only)
    state.close()
    assert.deepEqual(await filesWith('planted.example'), [])
  })
})

/** Which files of the directory hold a text; a file with it shows that this would find one. */
async function filesWith(text: string): Promise<readonly string[]> {
  const names = await readdir(directory)
  const found = await Promise.all(
    names.map(async (name) => (await readFile(join(directory, name))).includes(text)),
  )
  return names.filter((_, at) => found[at] === true)
}
