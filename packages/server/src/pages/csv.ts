import { requestDigest } from '@porchlight/core'
import type { PublicRequest } from '@porchlight/core'
import { parseTlogProof } from '@porchlight/log'

const columns = [
  'request',
  'version',
  'state',
  'class',
  'agency',
  'agency_name',
  'case_number',
  'offence',
  'title',
  'place',
  'windows',
  'zone',
  'incident_at',
  'published_at',
  'expires_at',
  'outcome',
  'submissions',
  'log_index',
  'digest',
  'url',
] as const

/** All public requests as RFC 4180 CSV: a header line, CRLF, every field in quotes. */
export function requestsCsv(origin: string, requests: readonly PublicRequest[]): string {
  const rows = requests.map((request) => rowOf(origin, request))
  return [[...columns], ...rows].map((fields) => `${fields.map(quoted).join(',')}\r\n`).join('')
}

function rowOf(origin: string, shown: PublicRequest): string[] {
  const { signed, agencyName, state, publishedAt, outcome, submissions, proof } = shown
  const { request } = signed
  return [
    request.id,
    String(request.version),
    state,
    request.class,
    request.agency,
    agencyName,
    request.caseNumber,
    request.offence,
    request.title,
    request.place,
    request.windows.map(({ from, to }) => `${from}/${to}`).join(' '),
    request.zone,
    request.incidentAt,
    publishedAt,
    request.expiresAt,
    outcome ?? '',
    String(submissions),
    String(parseTlogProof(proof).index),
    requestDigest(signed),
    `${origin}/requests/${request.id}`,
  ]
}

/** RFC 4180: "a double-quote appearing inside a field must be escaped by preceding it with another". */
function quoted(field: string): string {
  return `"${disarmed(field).replaceAll('"', '""')}"`
}

/**
 * A spreadsheet runs a field that begins like a formula; an apostrophe makes it text
 * (https://owasp.org/www-community/attacks/CSV_Injection). Full-width forms count, and what a
 * spreadsheet trims away before it looks.
 */
function disarmed(field: string): string {
  return /^[\s\p{Cf}\p{Cc}]*[=+\-@|%＝＋－＠]/u.test(field) || /^[\t\r\n]/.test(field)
    ? `'${field}`
    : field
}
