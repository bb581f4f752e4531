import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { api } from '@porchlight/core'
import type { Caller } from '@porchlight/core'

import { stranger } from '../person.ts'
import type { Person } from '../person.ts'
import { openTown } from '../town.ts'
import { openWorld } from '../world.ts'

/** Which callers may pass the door of an endpoint for each kind. */
const admitted: Readonly<Record<Caller, readonly string[]>> = {
  anybody: ['stranger', 'agency', 'steward'],
  sender: [],
  member: ['agency', 'steward'],
  agency: ['agency'],
  steward: ['steward'],
}

describe('every endpoint', () => {
  it('lets in whom its contract names and nobody else', async () => {
    await using world = await openWorld({ demo: false })
    const town = await openTown(world)
    const callers: Readonly<Record<string, Person | null>> = {
      stranger: null,
      agency: town.author,
      steward: town.stewards[0],
    }
    let checked = 0
    for (const [name, endpoint] of Object.entries(api)) {
      if (name === 'signOut') continue
      for (const [who, person] of Object.entries(callers)) {
        const status = await statusFor(world.origin, endpoint, person)
        const refused = status === 401 || status === 403
        assert.equal(
          refused,
          !admitted[endpoint.caller].includes(who),
          `${name} as ${who}: ${status}`,
        )
        checked += 1
      }
    }
    assert.equal(checked, (Object.keys(api).length - 1) * 3)
  })
})

/** Calls with nothing in it: whoever is let in meets another refusal, or an answer. */
async function statusFor(
  origin: string,
  { method, path }: { readonly method: string; readonly path: string },
  person: Person | null,
): Promise<number> {
  const url = new URL(path.replaceAll(/:\w+/g, 'x'), origin)
  const body =
    method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}
  const send = person?.line.send ?? stranger(origin).send
  const response = await send(new Request(url, { method, ...body }))
  await response.arrayBuffer()
  return response.status
}
