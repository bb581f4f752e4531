import {
  checkRequest,
  circleArea,
  Contact,
  daySeconds,
  keptByVersions,
  later,
  Window,
} from '@porchlight/core'
import type {
  AgencyProfile,
  Finding,
  Instant,
  MemberId,
  Offence,
  OwnRequest,
  Recipient,
  Request,
  RequestId,
  Zone,
} from '@porchlight/core'

import type { Draft, DraftWindow } from './draft.ts'
import { instantOfPoint } from './local-time.ts'

/** What only the form can miss; every other gap is a rule's finding. */
export type Missing = 'offence' | 'area' | 'windows' | 'incidentAt' | 'contact' | 'handling'

export interface CandidateFacts {
  readonly agency: AgencyProfile
  readonly author: MemberId
  readonly now: Instant
  readonly id: RequestId
  readonly recipient: Recipient
  /** Requests of this agency, to know those of the same case. */
  readonly own: readonly OwnRequest[]
  /** What is public, where the draft is to replace it; null for a new request. */
  readonly before: Request | null
}

export interface Candidate {
  /** Well formed; only where nothing is missing is it the request that was meant. */
  readonly request: Request
  readonly missing: readonly Missing[]
  /** Of the rules, about fields that are not missing. */
  readonly findings: readonly Finding[]
}

/** The request that a draft would be, and what stands between it and the public. */
export function candidateOf(draft: Draft, facts: CandidateFacts): Candidate {
  const parts = partsOf(draft, facts.agency.zone)
  const { before } = facts
  const request = asVersion(requestOf(draft, parts, facts), before)
  const missing = missingIn(parts)
  const verdict = checkRequest(request, {
    now: facts.now,
    stage: 'compose',
    agency: facts.agency,
    sameCase: sameCase(draft, facts.own),
    ...(before === null ? {} : { before }),
    author: facts.author,
    approvers: [],
    moderators: [],
  })
  const unknown: readonly string[] = missing
  const findings = verdict.accepted
    ? []
    : verdict.findings.filter(({ field }) => !unknown.includes(field))
  return { request, missing, findings }
}

/** A later version keeps what answers were given to. */
function asVersion(request: Request, before: Request | null): Request {
  if (before === null) return request
  const kept = Object.fromEntries(keptByVersions.map((name) => [name, before[name]]))
  return { ...request, ...kept, version: before.version + 1 }
}

/** States in which a request of the same case counts. */
const counted: readonly OwnRequest['state'][] = [
  'awaiting-approval',
  'awaiting-moderation',
  'published',
  'closed',
]

/** Requests of the same case that are or may become public. */
export function sameCase(
  { caseNumber }: { readonly caseNumber: string },
  own: readonly OwnRequest[],
): readonly { readonly id: RequestId; readonly renewals: number }[] {
  return own
    .filter(({ state }) => counted.includes(state))
    .filter(({ signed }) => signed.request.caseNumber === caseNumber.trim())
    .map(({ signed }) => ({ id: signed.request.id, renewals: signed.request.version - 1 }))
}

/** The windows that are whole so far. */
export function wholeWindows(windows: readonly DraftWindow[], zone: Zone): readonly Window[] {
  return windows.flatMap((window) => {
    const whole = windowOf(window, zone)
    return whole === null ? [] : [whole]
  })
}

/** Null while an end is open, or where it ends before it starts. */
export function windowOf({ from, to }: DraftWindow, zone: Zone): Window | null {
  const ends = { from: instantOfPoint(from, zone), to: instantOfPoint(to, zone) }
  return Window.safeParse(ends).data ?? null
}

interface Parts {
  readonly offence: Offence | null
  readonly area: Draft['area']
  readonly windows: readonly Window[] | null
  readonly incidentAt: Instant | null
  readonly contact: Contact | null
  readonly handling: Request['handling'] | null
}

function partsOf(draft: Draft, zone: Zone): Parts {
  const windows = wholeWindows(draft.windows, zone)
  return {
    offence: draft.offence,
    area: draft.area,
    windows: windows.length === draft.windows.length ? windows : null,
    incidentAt: instantOfPoint(draft.incident, zone),
    contact: contactOf(draft),
    handling: handlingOf(draft),
  }
}

function missingIn(parts: Parts): readonly Missing[] {
  const names = ['offence', 'incidentAt', 'area', 'windows', 'contact', 'handling'] as const
  return names.filter((name) => parts[name] === null)
}

function contactOf({ unit, phone, email }: Draft): Contact | null {
  const ways = {
    ...(phone.trim() === '' ? {} : { phone }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
  }
  return Contact.safeParse({ unit, ...ways }).data ?? null
}

function handlingOf(draft: Draft): Request['handling'] | null {
  const [usedDays, unusedDays, declinedDays] = [
    daysIn(draft.usedDays),
    daysIn(draft.unusedDays),
    daysIn(draft.declinedDays),
  ]
  if (usedDays === null || unusedDays === null || declinedDays === null) return null
  return { usedDays, unusedDays, declinedDays, onward: [...draft.onward] }
}

/** A hundred years; more is not a promise. */
const maxDays = 36_500

function daysIn(text: string): number | null {
  if (!/^\d{1,5}$/.test(text.trim())) return null
  return Number(text) <= maxDays ? Number(text) : null
}

/** Fills gaps with values that break no rule; findings about them are left out. */
function requestOf(draft: Draft, parts: Parts, facts: CandidateFacts): Request {
  const { now, agency } = facts
  const incidentAt = parts.incidentAt ?? later(now, -daySeconds)
  return {
    id: facts.id,
    version: 1,
    agency: agency.id,
    class: draft.class,
    caseNumber: draft.caseNumber.trim(),
    offence: parts.offence ?? 'theft',
    title: draft.title.trim(),
    text: draft.text.trim(),
    place: draft.place.trim(),
    area: parts.area ?? circleArea([0, 0], 300),
    windows: parts.windows ?? [{ from: later(now, -7200), to: later(now, -3600) }],
    zone: agency.zone,
    incidentAt,
    contact: parts.contact ?? { unit: agency.name, phone: agency.phone },
    handling: parts.handling ?? { usedDays: 0, unusedDays: 0, declinedDays: 0, onward: [] },
    signedAt: now,
    expiresAt: later(now, draft.liveDays * daySeconds),
    linked: draft.linked,
    recipient: facts.recipient,
  }
}
