import { strict as assert } from 'node:assert'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { readFeedProof } from '@porchlight/core'
import { startServer } from '@porchlight/server'

import { portNear } from '../demo/port.ts'
import { run } from '../fixture.test.ts'

async function send(request: Request): Promise<Response> {
  return await fetch(request)
}

describe('porchlight follow, after an instance was set back to an old backup', () => {
  it(
    'refuses the second history, and keeps what was signed of both',
    { timeout: 20_000 },
    async () => {
      const directory = await mkdtemp(join(tmpdir(), 'porchlight-set-back-'))
      const [data, backup] = [join(directory, 'data'), join(directory, 'backup')]
      const port = await portNear(0)
      const origin = `http://127.0.0.1:${String(port)}`
      const options = { origin, port, demo: true, feedMinutes: 0.01 }
      const words = ['follow', origin, '--once', '--state', join(directory, 'seen.json')]
      await (await startServer({ ...options, dataDirectory: data })).close()
      await cp(data, backup, { recursive: true })
      const first = await startServer({ ...options, dataDirectory: data })
      // the same feed made again in the same second would be no second history
      while (!(await fetch(`${origin}/feed/3`)).ok) await sleep(50)
      const seen = await run(words, { send })
      await first.close()
      const second = await startServer({ ...options, dataDirectory: backup })
      const { status, said } = await run(words, { send })
      await second.close()
      assert.deepEqual([seen.status, status], [0, 1], seen.noted)
      assert.match(said, /"consistency"/)
      const evidence = readFeedProof(await readFile(join(directory, 'seen.json.evidence')))
      assert.ok(evidence.read)
      await rm(directory, { recursive: true })
    },
  )
})
