import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { crashLine, crashPassed, runLogCrash } from './log-crash/run.ts'

describe('a log whose program is killed, and whose calls fail', () => {
  it('keeps what it has answered for; control: a copy without fsync is caught', async (t) => {
    const said: string[] = []
    const voice = {
      say: (text: string) => said.push(text),
      note: (text: string) => said.push(text),
    }
    const result = await runLogCrash({ kills: 4, every: 25 }, voice)
    t.diagnostic(crashLine(result))
    assert.ok(crashPassed(result), [...said, crashLine(result)].join('\n'))
    assert.ok(result.kills.entries > 0, 'control: something was answered for')
  })
})
