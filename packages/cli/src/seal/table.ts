import { fixedSentence, localAt, offenceNames, offsetAt, recipientId } from '@porchlight/core'
import type { Instant, Manifest, Window, Zone } from '@porchlight/core'
import type { Revealed } from '@porchlight/owner/node'

import { duration, plain, size, table, wrapped } from '../print.ts'
import type { PreparedClip } from './clip.ts'
import type { TrustedRequest } from './trusted-request.ts'

/** Who asks, for what, until when. */
export function requestCard({ published, agency, instance }: TrustedRequest): string {
  const { request } = published.signed
  return [
    `${plain(agency.profile.name)} asks on ${plain(instance.name)} (${instance.origin})`,
    `  ${offenceNames[request.offence].en}: ${plain(request.title)}`,
    table([
      ['  where', plain(request.place)],
      ...request.windows.map((window) => ['  when', windowText(window, request.zone)]),
      ['  until', clockText(request.expiresAt, request.zone)],
      ['  to call back', plain(agency.profile.phone)],
    ]),
    '  checked: signature, agency key, public log, rules, expiry',
    '',
    `  ${fixedSentence.en}`,
  ].join('\n')
}

/** As the town's clocks show it. */
function clockText(instant: Instant, zone: Zone): string {
  return `${localAt(instant, zone).replace('T', ' ')} (${zone}, UTC${offsetAt(instant, zone)})`
}

function windowText({ from, to }: Window, zone: Zone): string {
  const [start, end] = [localAt(from, zone), localAt(to, zone)]
  const sameDay = start.slice(0, 10) === end.slice(0, 10)
  const until = sameDay ? end.slice(11) : end.replace('T', ' ')
  return `${start.replace('T', ' ')} to ${until} (${zone}, UTC${offsetAt(to, zone)})`
}

export interface Leaving {
  readonly trusted: TrustedRequest
  readonly clips: readonly PreparedClip[]
  readonly manifest: Manifest
}

/** What goes and what stays, before anything goes. */
export function leavingTable({ trusted, clips, manifest }: Leaving): string {
  const { profile } = trusted.agency
  const { statement } = manifest.rungs
  const copies = clips.some(({ sealed }) => sealed.edits.picture === 're-encoded')
  return [
    'WHAT GOES, sealed on this machine',
    table([
      [
        `  to`,
        `${plain(profile.name)} only (key ${manifest.recipients.map(recipientId).join(' ')})`,
      ],
      ...clips.map((clip) => ['  clip', goesText(clip)]),
      ...(statement === undefined ? [] : [['  statement', `“${plain(statement)}”`]]),
    ]),
    ...clips.flatMap(remainsLines),
    ...(copies
      ? ['  Each copy was checked byte for byte: nothing but picture and chosen sound.']
      : []),
    '',
    'WHAT STAYS',
    table(clips.map((clip) => [`  ${plain(clip.sealed.original.fileName)}`, staysText(clip)])),
    '  your name and address, and where the camera is: nothing of that is asked or sent',
    '',
    'WHAT CAN STILL BE SEEN',
    ...limits.map((sentence) => wrapped(sentence, '  ')),
  ].join('\n')
}

const limits = [
  'A picture shows where it was filmed to whoever knows the place, and text that the camera writes into it.',
  'Two clips of one camera can be linked by the marks of its sensor.',
  'The instance sees the network address that you send from while you do; it does not keep it.',
]

function goesText({ sealed, originalSeconds }: PreparedClip): string {
  const { edits, media, bytes } = sealed
  const { cut } = edits
  const whole = originalSeconds === null ? '' : ` of ${duration(originalSeconds)}`
  const length =
    cut === null
      ? `all${whole}`
      : `${duration(cut.from)} to ${duration(Math.min(cut.to, originalSeconds ?? cut.to))}${whole}`
  const picture = edits.picture === 'original' ? 'the ORIGINAL file' : 'a copy'
  const shape = [media.codec, `${String(media.width)}×${String(media.height)}`].join(' ')
  return [picture, length, soundText[edits.audio], shape, size(bytes)].join(', ')
}

const soundText = {
  none: 'has no sound',
  kept: 'WITH sound',
  removed: 'sound removed',
} as const

function remainsLines({ sealed, remains }: PreparedClip): readonly string[] {
  if (sealed.edits.picture !== 'original') return []
  const lines = remains.filter(({ kind }) => kind !== 'sound').map(revealedLine)
  return [
    `  WARNING: ${plain(sealed.original.fileName)} goes untouched, with all that is in it:`,
    ...(lines.length === 0 ? ['    nothing that can be named here; makers hide more'] : lines),
  ]
}

function staysText({ sealed, originalBytes, reveals }: PreparedClip): string {
  if (sealed.edits.picture === 'original') return 'only its name stays'
  const kinds = [...new Set(reveals.map(({ kind }) => kindNames[kind]))]
  const removed = kinds.length === 0 ? '' : `, and from the copy: ${kinds.join(', ')}`
  return `the original (${size(originalBytes)}) and its name${removed}`
}

/** One line for each thing that a file tells. */
export function revealedLine({ kind, name, value }: Revealed): string {
  return `    ${kindNames[kind]}: ${plain(name)} = ${plain(value).slice(0, maxValue)}`
}

/** Longer values are noise on a screen. */
const maxValue = 80

const kindNames: Readonly<Record<Revealed['kind'], string>> = {
  time: 'date and time',
  position: 'position',
  device: 'make of the camera',
  software: 'program names',
  words: 'words',
  chapters: 'chapters',
  subtitles: 'subtitles',
  data: 'hidden data',
  sound: 'sound',
}
