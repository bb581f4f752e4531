import type { Request, RequestId, Zone } from '@porchlight/core'

import type { Store } from '../../ui/store.ts'
import { keptDraft } from './draft.ts'
import type { Draft } from './draft.ts'
import { pointOf } from './local-time.ts'

/** As long as the rules allow: what most renewals want. */
const liveDays = 7

/** What the form shows at first of a request that is public. */
export function draftOf(request: Request, zone: Zone): Draft {
  const { contact, handling, windows } = request
  return {
    offence: request.offence,
    class: request.class,
    caseNumber: request.caseNumber,
    title: request.title,
    text: request.text,
    place: request.place,
    incident: pointOf(request.incidentAt, zone),
    area: request.area,
    windows: windows.map(({ from, to }, row) => ({
      row,
      from: pointOf(from, zone),
      to: pointOf(to, zone),
    })),
    unit: contact.unit,
    phone: contact.phone ?? '',
    email: contact.email ?? '',
    usedDays: String(handling.usedDays),
    unusedDays: String(handling.unusedDays),
    declinedDays: String(handling.declinedDays),
    onward: handling.onward,
    liveDays,
    linked: request.linked,
  }
}

const drafts = new Map<RequestId, Store<Draft>>()

/** The later version of a request that is being written, one for each request. */
export function versionDraft(id: RequestId, first: () => Draft): Store<Draft> {
  const store = drafts.get(id) ?? keptDraft(`version ${id}`, first())
  drafts.set(id, store)
  return store
}

export function forgetVersionDraft(id: RequestId): void {
  drafts.delete(id)
  sessionStorage.removeItem(`version ${id}`)
}
