import { gzipSync } from 'node:zlib'

import { api, call } from '@porchlight/core'
import type { Line } from '@porchlight/core'
import type { Canary, Found } from '@porchlight/e2e'

import type { Evidence, Means } from './evidence.ts'
import type { Household } from './household.ts'
import type { CanaryInstance } from './instance.ts'
import { home, planted } from './planted.ts'

const [longitude, latitude] = planted.folderPlace

/** What a hub must never do: each call says which camera it has, once it hides where in the form of an upload's note. */
export function leakingSend(): Line['send'] {
  let noted = false
  return async (request) => {
    const headers = new Headers(request.headers)
    headers.set('x-camera', planted.folderCamera)
    headers.set('user-agent', planted.agent)
    headers.set('cookie', planted.cookie)
    if (!noted) {
      noted = true
      const note = gzipSync(JSON.stringify({ at: [longitude, latitude] })).toString('base64')
      const address = new URL('/api/uploads', request.url)
      const uploads = {
        'tus-resumable': '1.0.0',
        'upload-length': '4',
        'upload-metadata': `note ${note}`,
      }
      await (await fetch(address, { method: 'POST', headers: uploads })).arrayBuffer()
    }
    return await fetch(new Request(request, { headers }))
  }
}

export const leakedCanaries: readonly Canary[] = [
  { name: 'camera', secret: planted.folderCamera },
  { name: 'place', secret: `${String(latitude)},${String(longitude)}`, kind: 'place' },
  { name: 'agent', secret: planted.agent },
  { name: 'cookie', secret: planted.cookie },
  { name: 'address', secret: home.line },
]

/** What must be found, and where. */
const expected: readonly (Pick<Found, 'canary'> & {
  readonly form: RegExp
  readonly place: RegExp
})[] = [
  { canary: 'camera', form: /plain text/, place: /^wire, connection \d+$/ },
  { canary: 'place', form: /plain text/, place: /^wire, .*\(digits, gzip/ },
  { canary: 'agent', form: /plain text/, place: /^journal$/ },
  { canary: 'address', form: /hex/, place: /^disk, .*leaked-address$/ },
  { canary: 'cookie', form: /base64/, place: /^disk, .*leaked-cookie$/ },
  { canary: 'camera', form: /plain text/, place: /^disk, .*leaked-packed \(gzip/ },
  { canary: 'camera', form: /hex/, place: /^memory, / },
  { canary: 'camera', form: /plain text/, place: /^backup, opened \(gzip/ },
]

/** A short story with a hub and an instance that leak, in as many ways as there are places. */
export async function tellLeaks(
  { watched, towns, recorder }: CanaryInstance,
  household: Household,
  evidence: Evidence,
): Promise<void> {
  await evidence.follow(watched)
  const { codes } = await call(towns[0].stewards[0].line, api.makeCodes, { count: 1 })
  await household.follow(watched.origin, codes[0] ?? '')
  await evidence.disk('followed', watched)
  await evidence.memory('followed', watched)
  evidence.wire(recorder.take())
  await evidence.unfollow('stopped')
  await watched.stop()
  await evidence.backup(watched)
}

/** What is caught only where every write is followed. */
const deleted: (typeof expected)[number] = {
  canary: 'agent',
  form: /backwards/,
  place: /^disk, .*: all that was written$/,
}

function expectedBy({ follow }: Means): typeof expected {
  return follow === null ? expected : [...expected, deleted]
}

/** What was to be caught and was not. */
export function uncaught(found: readonly Found[], means: Means): readonly string[] {
  return expectedBy(means)
    .filter(
      (one) =>
        !found.some(
          ({ canary, form, place }) =>
            canary === one.canary && one.form.test(form) && one.place.test(place),
        ),
    )
    .map(({ canary, place }) => `${canary} in ${String(place)}`)
}

export function leakCount(means: Means): number {
  return expectedBy(means).length
}
