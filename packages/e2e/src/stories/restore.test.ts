import { strict as assert } from 'node:assert'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { api, call } from '@porchlight/core'
import { startServer } from '@porchlight/server'

import { freePort } from '../free-port.ts'
import { stranger } from '../person.ts'
import { openTown, publishRequest } from '../town.ts'

describe('a backup', () => {
  it('of the whole directory brings everything back; with half of an older one nothing is signed', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'porchlight-backup-'))
    try {
      const data = join(directory, 'data')
      const port = await freePort()
      const origin = `http://localhost:${String(port)}`
      const options = { dataDirectory: data, origin, port, host: '127.0.0.1', releaseMinutes: 0 }
      const server = await startServer(options)
      const town = await openTown({ origin, stewardLink: server.stewardLink ?? '' })
      await publishRequest(town)
      await server.close()
      const backup = join(directory, 'backup')
      await cp(data, backup, { recursive: true })

      const again = await startServer(options)
      await publishRequest(town)
      await again.close()
      const newest = join(directory, 'newest')
      await cp(data, newest, { recursive: true })

      await cp(join(backup, 'porchlight.db'), join(data, 'porchlight.db'))
      await assert.rejects(startServer(options), { code: 'lock-behind' })

      await rm(data, { recursive: true })
      await cp(newest, data, { recursive: true })
      await rm(join(data, 'log'), { recursive: true })
      await cp(join(backup, 'log'), join(data, 'log'), { recursive: true })
      await assert.rejects(startServer(options), { code: 'stage-missing' })

      await rm(data, { recursive: true })
      await cp(newest, data, { recursive: true })
      const restored = await startServer(options)
      const { requests } = await call(stranger(origin), api.listRequests, {})
      assert.equal(requests.length, 2)
      await restored.close()
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  })
})
