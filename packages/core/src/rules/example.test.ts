import type { AgencyProfile } from '../agency.ts'
import { circleArea } from '../area-measure.ts'
import type { Request } from '../request.ts'
import type { RuleFacts } from './rule.ts'

/** A request that keeps every rule; tests change one thing of it. */
export const goodRequest: Request = {
  id: 'r0123456789ab',
  version: 1,
  agency: 'a0123456789ab',
  class: 'standard',
  caseNumber: 'MH-2026-0042',
  offence: 'hit-and-run',
  title: 'Hit-and-run at Elm and Fourth',
  text: 'A dark van struck a cyclist at the crossing and drove away east. We ask for footage of the crossing or the van.',
  place: 'Elm Street at Fourth Avenue',
  area: circleArea([-81.5, 41.4], 300),
  windows: [{ from: '2026-11-22T22:00:00Z', to: '2026-11-22T23:00:00Z' }],
  zone: 'America/New_York',
  incidentAt: '2026-11-22T22:30:00Z',
  contact: { unit: 'Traffic unit', phone: '+1 216 555 0142' },
  handling: { usedDays: 365, unusedDays: 30, declinedDays: 7, onward: ['prosecutor'] },
  signedAt: '2026-11-23T12:00:00Z',
  expiresAt: '2026-11-29T12:00:00Z',
  linked: null,
  recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
}

export const agency: AgencyProfile = {
  id: 'a0123456789ab',
  name: 'Maple Heights Police Department',
  kind: 'police',
  place: 'Maple Heights, Ohio',
  zone: 'America/New_York',
  federal: [],
  phone: '+1 216 555 0100',
  website: 'https://police.maple-heights.example',
}

export const goodFacts: RuleFacts = {
  now: '2026-11-23T12:00:05Z',
  stage: 'publish',
  agency,
  sameCase: [],
  author: 'm000000000001',
  approvers: ['m000000000002'],
  moderators: ['m000000000003'],
}
