import { randomBytes } from 'node:crypto'

import {
  keysOf,
  newKeyring,
  newRequestKey,
  wrapRequestKey,
  wrapWithPassphrase,
} from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { api, call, instantOf, later, newId, sign, toBase64 } from '@porchlight/core'
import type { NewAgency, OwnRequest, Request } from '@porchlight/core'

import { Person } from './person.ts'
import type { World } from './world.ts'

/** People of a town: two stewards, an admitted agency with two members and its keyring. */
export interface Town {
  readonly stewards: readonly [Person, Person]
  readonly author: Person
  readonly approver: Person
  readonly agency: string
  readonly keyring: Keyring
  /** Unlocks the keyring in a browser. */
  readonly passphrase: string
}

const passphrase = 'correct horse battery staple'

/** scrypt as light as the format allows: this keyring protects nothing. */
const lightWorkFactor = 2

/** Everything that a first day on an instance takes, through the real API with passkeys. */
export async function openTown({
  origin,
  stewardLink,
}: Pick<World, 'origin' | 'stewardLink'>): Promise<Town> {
  const first = await new Person(origin).join(stewardLink, 'Ada Steward')
  const { link: invite } = await call(first.line, api.inviteSteward, {})
  const second = await new Person(origin).join(invite, 'Ben Steward')
  return await addAgency(
    { origin, stewards: [first, second] },
    { profile: mapleHeights, passphrase },
  )
}

/** One more agency, with two members and a keyring of its own, admitted by the same stewards. */
export async function addAgency(
  { origin, stewards }: Pick<World, 'origin'> & Pick<Town, 'stewards'>,
  { profile, passphrase: unlocks }: { readonly profile: NewAgency; readonly passphrase: string },
): Promise<Town> {
  const { agency, link } = await call(stewards[0].line, api.addAgency, { agency: profile })
  const author = await new Person(origin).join(link, 'Cleo Author')
  const keyring = await newKeyring(profile.name, (length) => randomBytes(length))
  const sealed = toBase64(await wrapWithPassphrase(keyring, unlocks, lightWorkFactor))
  const keys = await keysOf(keyring)
  const wrap = { way: 'passphrase', credential: '', sealed } as const
  await call(author.line, api.setKeys, { keys, wrap })
  const { id } = agency.profile
  for (const steward of stewards) await call(steward.line, api.admitAgency, { id, keys })
  const { link: colleague } = await call(author.line, api.inviteColleague, {})
  const approver = await new Person(origin).join(colleague, 'Dan Approver')
  return { stewards, author, approver, agency: id, keyring, passphrase: unlocks }
}

export const mapleHeights: NewAgency = {
  name: 'Maple Heights Police Department',
  kind: 'police',
  place: 'Maple Heights, Ohio',
  zone: 'America/New_York',
  federal: [],
  phone: '+1 216 555 0100',
  website: 'https://police.maple-heights.example',
  verifiedBy: 'Called the number in the state directory; the chief read out the keys.',
}

/** Draft, signature, colleague, steward: a request that can be answered. */
export async function publishRequest(
  town: Town,
  changes: Partial<Request> = {},
): Promise<OwnRequest> {
  const submitted = await submitRequest(town, changes)
  const { id } = submitted.signed.request
  await call(town.approver.line, api.approveRequest, { draft: 0, id })
  await call(town.stewards[0].line, api.publish, { draft: 0, id })
  const { requests } = await call(town.author.line, api.ownRequests, {})
  return requests.find(({ signed }) => signed.request.id === id) ?? submitted
}

/** A request signed and handed in by the author, not yet approved. */
export async function submitRequest(
  town: Town,
  changes: Partial<Request> = {},
): Promise<OwnRequest> {
  const key = await newRequestKey()
  const { vault } = await keysOf(town.keyring)
  const now = instantOf(Date.now())
  const request = { ...hitAndRun(now), agency: town.agency, recipient: key.recipient, ...changes }
  const signature = sign('porchlight/request/v1', request, town.keyring.signing)
  const wrappedKey = toBase64(await wrapRequestKey(key, vault))
  return await call(town.author.line, api.submitRequest, {
    signed: { request, signature },
    wrappedKey,
  })
}

/** A later version of a public request, signed and handed in by the author, not yet approved. */
export async function submitVersion(
  town: Town,
  { signed }: Pick<OwnRequest, 'signed'>,
  changes: Partial<Request> = {},
): Promise<OwnRequest> {
  const now = instantOf(Date.now())
  const { id, version } = signed.request
  const request: Request = {
    ...signed.request,
    version: version + 1,
    signedAt: now,
    expiresAt: later(now, 7 * 86_400),
    ...changes,
  }
  const signature = sign('porchlight/request/v1', request, town.keyring.signing)
  return await call(town.author.line, api.submitVersion, { id, signed: { request, signature } })
}

function hitAndRun(now: string): Omit<Request, 'agency' | 'recipient'> {
  const incidentAt = later(now, -20 * 3600)
  return {
    id: newId('r', (length) => randomBytes(length)),
    version: 1,
    class: 'standard',
    caseNumber: `MH-2026-${randomBytes(3).toString('hex')}`,
    offence: 'hit-and-run',
    title: 'Hit-and-run at Elm Street and Fourth Avenue',
    text: 'A dark van struck a cyclist at the crossing and drove away east on Elm Street. We ask for footage that shows the crossing or the van before or after the collision.',
    place: 'Elm Street at Fourth Avenue, Maple Heights',
    area: [
      [-81.5, 41.4],
      [-81.494, 41.4],
      [-81.494, 41.4045],
      [-81.5, 41.4045],
    ],
    windows: [{ from: later(incidentAt, -1800), to: later(incidentAt, 1800) }],
    zone: 'America/New_York',
    incidentAt,
    contact: { unit: 'Traffic unit', phone: '+1 216 555 0142' },
    handling: { usedDays: 365, unusedDays: 30, declinedDays: 7, onward: ['prosecutor', 'court'] },
    signedAt: now,
    expiresAt: later(now, 6 * 86_400),
    linked: null,
  }
}
