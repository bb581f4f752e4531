import {
  canonicalBytes,
  circleArea,
  later,
  minuteOf,
  recipientId,
  sha256Hex,
  sign,
  signingKeyOf,
} from '@porchlight/core'
import type { AgencyKeys, AgencyProfile, Entry, Instant, SignedRequest } from '@porchlight/core'

/** An age recipient in form; nothing is sealed in this drill. */
const recipient = `age1${'q'.repeat(58)}`

/** An agency with its secret key. */
export class DrillAgency {
  readonly profile: AgencyProfile
  #secret: Uint8Array
  #key = 0

  constructor(number: number) {
    this.#secret = secretOf(number, 0)
    this.profile = {
      id: `a${String(number).padStart(12, '0')}`,
      name: `Police of district ${String(number)}`,
      kind: 'police',
      place: 'Maple Heights, Ohio',
      zone: 'America/New_York',
      federal: [],
      phone: '+1 216 555 0100',
      website: 'https://police.example',
    }
  }

  get keys(): AgencyKeys {
    return { signing: signingKeyOf(this.#secret), vault: recipient }
  }

  /** As the log tells it: two entries. */
  admitted(at: Instant): readonly Entry[] {
    const { id: agency, kind: type } = this.profile
    const profile = sha256Hex(canonicalBytes(this.profile))
    const stewards = ['1'.repeat(32)]
    return [
      { kind: 'agency.admitted', agency, profile, type, federal: [], stewards, at: minuteOf(at) },
      this.keyEntry(at, at),
    ]
  }

  /** A new key. It signs from now on, whether it may or not. */
  rotate(key: number): void {
    this.#key = key
    this.#secret = secretOf(Number(this.profile.id.slice(1)), key)
  }

  get rotated(): boolean {
    return this.#key !== 0
  }

  /** The same agency with a key that it does not sign with yet. */
  withKey(key: number): DrillAgency {
    const other = new DrillAgency(Number(this.profile.id.slice(1)))
    other.rotate(key)
    return other
  }

  keyEntry(at: Instant, from: Instant): Entry {
    const { signing, vault } = this.keys
    return {
      kind: 'agency.key',
      agency: this.profile.id,
      signing,
      vault: recipientId(vault),
      from: minuteOf(from),
      at: minuteOf(at),
    }
  }

  /** A request that keeps every rule. */
  ask(number: number, now: Instant, liveSeconds = 6 * 86_400): SignedRequest {
    const request: SignedRequest['request'] = {
      id: `r${String(number).padStart(12, '0')}`,
      version: 1,
      agency: this.profile.id,
      class: 'standard',
      caseNumber: `MH-2026-${String(number)}`,
      offence: 'hit-and-run',
      title: 'Hit-and-run at Elm and Fourth',
      text: 'A dark van struck a cyclist at the crossing and drove away east. We ask for footage of the crossing or the van.',
      place: 'Elm Street at Fourth Avenue',
      area: circleArea([-81.5, 41.4], 300),
      windows: [{ from: later(now, -7200), to: later(now, -3600) }],
      zone: 'America/New_York',
      incidentAt: later(now, -5400),
      contact: { unit: 'Traffic unit', phone: '+1 216 555 0142' },
      handling: { usedDays: 365, unusedDays: 30, declinedDays: 7, onward: ['prosecutor'] },
      signedAt: now,
      expiresAt: later(now, liveSeconds),
      linked: null,
      recipient,
    }
    return { request, signature: sign('porchlight/request/v1', request, this.#secret) }
  }
}

function secretOf(agency: number, key: number): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => (agency * 31 + key * 7 + at + 1) % 256)
}
