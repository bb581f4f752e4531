/** Every refusal that a person can meet, and nothing else. Bugs are not in this table. */
export const faults = {
  'input/invalid': { status: 400, title: 'The server could not read that' },
  'input/too-large': { status: 413, title: 'That is larger than this server reads' },
  'input/unknown-place': { status: 404, title: 'There is nothing at this address' },
  'clock/off': { status: 409, title: 'The clock of this device is more than a few minutes off' },
  'rate/too-many': { status: 429, title: 'Too many at once; please wait a minute' },

  'session/none': { status: 401, title: 'Please sign in' },
  'session/not-allowed': { status: 403, title: 'This sign-in may not do that' },
  'session/other-site': { status: 403, title: 'This call came from another site' },
  'passkey/refused': { status: 401, title: 'That passkey was not accepted' },
  'invite/unknown': { status: 404, title: 'This invitation link is used up, expired or mistyped' },
  'demo/off': { status: 404, title: 'This instance is not a demonstration' },
  'demo/other-mode': {
    status: 409,
    title: 'A demonstration and a real instance cannot share one data directory',
  },

  'instance/in-use': { status: 409, title: 'Another server is running on this data directory' },

  'agency/not-found': { status: 404, title: 'There is no such agency' },
  'agency/not-admitted': { status: 403, title: 'This agency has not been admitted yet' },
  'agency/no-keys': { status: 409, title: 'This agency has not made its keys yet' },
  'agency/has-keys': { status: 409, title: 'This agency has its keys already' },
  'agency/confirmed-meanwhile': {
    status: 409,
    title: 'Another steward confirmed this agency just now; please look again',
  },
  'agency/already-approved': { status: 409, title: 'You have confirmed this agency already' },
  'agency/suspended': { status: 403, title: 'This agency is suspended' },
  'agency/keys-known': {
    status: 409,
    title: 'These keys were used before; a change of keys needs new ones',
  },
  'agency/keys-waiting': { status: 409, title: 'The new keys of this agency are not good yet' },

  'partner/not-found': { status: 404, title: 'There is no such partner' },
  'partner/wrong-state': { status: 409, title: 'This partner is not in a state that allows that' },
  'partner/too-soon': { status: 409, title: 'The public notice of this partner is not over yet' },
  'partner/key-known': {
    status: 409,
    title: 'This key was entered before; each partner needs keys of its own',
  },
  'partner/other-words': {
    status: 409,
    title: 'This is not what was entered about the partner; please look again',
  },
  'partner/confirmed-already': { status: 409, title: 'You have said yes to this already' },
  'partner/confirmed-meanwhile': {
    status: 409,
    title: 'Another steward said yes just now; please look again',
  },

  'map/none': { status: 404, title: 'There is no such map of public devices' },
  'map/not-geojson': {
    status: 422,
    title: 'That is not a GeoJSON FeatureCollection of at most 200,000 features',
  },
  'map/waiting': {
    status: 409,
    title: 'Another map is on its way into the public log; please try again in a minute',
  },

  'legal/counted-meanwhile': {
    status: 409,
    title: 'Somebody counted one just now; please look again',
  },

  'request/not-found': { status: 404, title: 'There is no such request' },
  'request/exists': { status: 409, title: 'A request of that name and version exists already' },
  'request/expired': { status: 410, title: 'This request has expired' },
  'request/not-live': { status: 409, title: 'This request cannot be answered now' },
  'request/wrong-state': { status: 409, title: 'This request is not in a state that allows that' },
  'request/against-the-rules': { status: 422, title: 'This request breaks a published rule' },
  'request/bad-signature': { status: 422, title: 'The signature on this request does not hold' },
  'request/old-keys': {
    status: 409,
    title: 'This request is signed with keys that were replaced; it must be handed in again',
  },
  'request/author-is-approver': {
    status: 403,
    title: 'The author cannot approve their own request',
  },

  'token/invalid': { status: 403, title: 'This answer came without a good token' },
  'token/spent': { status: 409, title: 'The token of this answer was used before' },
  'token/key-unknown': { status: 409, title: 'The key for tokens has changed; please try again' },
  'token/no-work': { status: 403, title: 'The proof of work does not hold' },
  'token/no-invite': { status: 403, title: 'This instance gives no tokens for that' },
  'token/issued': { status: 409, title: 'This code has had its token for a request already' },

  'submission/not-found': { status: 404, title: 'There is no such submission' },
  'submission/too-many-clips': {
    status: 413,
    title: 'That is more clips than one answer may hold',
  },
  'submission/too-large': { status: 413, title: 'That is more than one answer may hold' },
  'submission/request-full': { status: 507, title: 'This request has received all it can hold' },
  'submission/incomplete': { status: 409, title: 'Not every file of this answer has arrived' },
  'submission/altered': {
    status: 422,
    title: 'The files that arrived are not those that were sealed',
  },
  'submission/finished': { status: 409, title: 'This answer was finished already' },
  'submission/not-opened': {
    status: 409,
    title: 'Opening must be recorded before the files are given out',
  },
  'submission/destroyed': { status: 410, title: 'This answer was destroyed' },
  'submission/opened': { status: 409, title: 'This answer was opened already' },
  'submission/not-released': { status: 409, title: 'This answer has not been released yet' },
  'thread/nothing-asked': {
    status: 409,
    title: 'Nothing was asked about this answer that waits for words',
  },
  'thread/full': { status: 409, title: 'This sender has been asked as often as may be' },
  'thread/too-many-today': {
    status: 429,
    title: 'This agency has asked as many questions today as it may',
  },
  'thread/feed-full': {
    status: 507,
    title: 'The feed holds as many questions as it can; there is room when older ones have run out',
  },
  'upload/metadata': { status: 400, title: 'Uploads carry no names or types here' },
  'upload/too-large': { status: 413, title: 'A file is larger than this server takes' },
  'upload/offset': { status: 409, title: 'The upload continues at another place' },
  'disk/full': {
    status: 507,
    title: 'This server has no room left; nothing that was sent is lost',
  },

  'custody/broken-chain': {
    status: 409,
    title: 'Somebody else recorded something first; look again',
  },
  'custody/bad-signature': { status: 422, title: 'The signature on this record does not hold' },

  'seal/wrong-key': { status: 422, title: 'This key does not open this file' },
  'seal/damaged': { status: 422, title: 'This file is damaged or was cut short' },
  'seal/not-sealed': { status: 422, title: 'This is not a sealed file' },
  'seal/wrong-passphrase': { status: 422, title: 'That passphrase does not open these keys' },
  'seal/untrusted-request': {
    status: 422,
    title: 'This request could not be checked, so nothing is sealed to it',
  },
  'clip/not-a-video': { status: 422, title: 'This file is not a video that can be read' },
  'clip/cannot-decode': { status: 422, title: 'This video cannot be decoded here' },
  'clip/not-clean': {
    status: 422,
    title: 'The copy held more than picture and sound; it was deleted',
  },
  'clip/cut-outside': { status: 422, title: 'The cut lies outside the video' },
  'hub/wrong-password': { status: 401, title: 'That is not the password of this hub' },
  'hub/no-instance': { status: 422, title: 'There is no instance at this address' },
  'source/unreachable': { status: 502, title: 'The recorder does not answer' },
  'source/refused': { status: 422, title: 'The recorder does not accept this name and password' },
  'source/too-mighty': {
    status: 422,
    title: 'This user may change the recorder; give the hub one that may only look',
  },
  'source/no-api': {
    status: 422,
    title: 'This user may not use the interface of the recorder; allow it there',
  },
  'source/other-zone': {
    status: 422,
    title: 'The recorder names a time zone in which its times cannot be',
  },
  'source/certificate': {
    status: 422,
    title: 'The recorder shows another certificate than before',
  },
  'source/not-one': { status: 422, title: 'No such recorder answers at this address' },
  'source/gone': { status: 404, title: 'This recording or camera is no longer there' },
  'source/added-already': { status: 409, title: 'This is one of the sources already' },
  'source/no-folder': { status: 422, title: 'There is no such folder, or it may not be read' },
  'source/unknown-names': {
    status: 422,
    title: 'The names of these files tell no time that we can read',
  },
  'source/no-clock': { status: 422, title: 'This source has no clock that the hub can read' },
  'zip/not-one': { status: 422, title: 'This file is no zip that can be read whole' },
  'zip/too-large': { status: 413, title: 'This zip holds more than the hub unpacks' },
  'zip/no-videos': { status: 422, title: 'There are no videos in this zip' },
  'tool/missing': { status: 500, title: 'A program that this needs is not installed' },

  'log/unavailable': {
    status: 503,
    title: 'The public log cannot be written now; please try again',
  },
  'log/no-proof': {
    status: 422,
    title: 'The public log does not hold what this server says it does',
  },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const

/** A stable name for a refusal: what the wire carries and what a screen switches on. */
export type FaultCode = keyof typeof faults

/** A refusal on its way to a person. Thrown by any layer, turned into a response by one. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode

  constructor(code: FaultCode, options?: ErrorOptions) {
    super(faults[code].title, options)
    this.code = code
  }
}

/** Whether a value from outside names a fault that this version knows. */
export function isFaultCode(value: unknown): value is FaultCode {
  return typeof value === 'string' && Object.hasOwn(faults, value)
}
