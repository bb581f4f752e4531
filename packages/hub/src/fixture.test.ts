import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { requestDigest, sign } from '@porchlight/core'
import type { Request } from '@porchlight/core'

import type { IndexedClip } from './clips/clips.ts'
import { openState } from './state/database.ts'
import { stateOf } from './state/state.ts'
import type { LiveRequest, State } from './state/state.ts'

export const now = '2026-11-24T12:00:00Z'

export const request: Request = {
  id: 'r0123456789ab',
  version: 1,
  agency: 'a00000000000a',
  class: 'standard',
  caseNumber: 'MH-2026-0042',
  offence: 'hit-and-run',
  title: 'Hit-and-run at Elm and Fourth',
  text: 'A dark van struck a cyclist at the crossing and drove away east.',
  place: 'Elm Street at Fourth Avenue',
  area: [
    [-81.5, 41.4],
    [-81.49, 41.4],
    [-81.49, 41.41],
  ],
  windows: [{ from: '2026-11-22T22:00:00Z', to: '2026-11-22T23:00:00Z' }],
  zone: 'America/New_York',
  incidentAt: '2026-11-22T22:30:00Z',
  contact: { unit: 'Traffic unit', phone: '+1 216 555 0142' },
  handling: { usedDays: 365, unusedDays: 30, declinedDays: 7, onward: [] },
  signedAt: '2026-11-23T12:00:00Z',
  expiresAt: '2026-11-29T12:00:00Z',
  linked: null,
  recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
}

const signature = sign('porchlight/request/v1', request, new Uint8Array(32).fill(5))

export const live: LiveRequest = {
  signed: { request, signature },
  digest: requestDigest({ request, signature }),
  agency: {
    id: 'a00000000000a',
    name: 'Maple Heights Police Department',
    kind: 'police',
    place: 'Maple Heights, Ohio',
    zone: 'America/New_York',
    federal: [],
    phone: '+1 216 555 0100',
    website: 'https://police.maple-heights.example',
  },
}

export function clipOf(id: string, seconds = 60): IndexedClip {
  return {
    id,
    source: 'f'.repeat(16),
    camera: 'c'.repeat(16),
    cameraName: 'porch',
    key: `porch/${id}.mp4`,
    time: { shown: '2026-11-22T22:10:00', zone: 'UTC', stamps: 'start', seconds, slackSeconds: 1 },
    from: '2026-11-22T22:10:00Z',
    to: '2026-11-22T22:11:00Z',
    errorSeconds: 1,
    measured: true,
    offsetSeconds: 0,
    labels: [],
    plates: [],
    bytes: 10,
  }
}

/** A folder of a hub, and a state in it; gone afterwards. */
export interface Home extends Disposable {
  readonly directory: string
  readonly state: State
}

export async function newHome(): Promise<Home> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-hub-'))
  const state = stateOf(openState(join(directory, 'hub.db'), 'b'.repeat(64)))
  return {
    directory,
    state,
    [Symbol.dispose]: () => {
      state.database.close()
      rmSync(directory, { recursive: true })
    },
  }
}
