import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { writableMemory } from './canary/memory.ts'
import { canaryLine, canaryPassed, runCanary } from './canary/run.ts'

describe('of a household with a hub, an instance learns', { timeout: 600_000 }, () => {
  it('absent: everything that was planted, in all that it received, kept, printed, remembered and backed up; control: a hub and a server that leak are caught', async (t) => {
    const said: string[] = []
    const voice = {
      say: (text: string) => said.push(text),
      note: (text: string) => said.push(text),
    }
    const result = await runCanary({ dump: writableMemory, follow: null }, voice)
    t.diagnostic(canaryLine(result))
    assert.ok(canaryPassed(result), [...said, canaryLine(result)].join('\n'))
  })
})
