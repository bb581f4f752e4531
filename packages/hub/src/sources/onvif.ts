import { trueIntervals } from '@porchlight/owner'
import type { CameraClock, ClockReading } from '@porchlight/owner'

import { readingOf } from './recorder-clock.ts'
import { RecorderLine } from './recorder-line.ts'
import { SourceFault } from './source.ts'
import { below, parseXml } from './xml.ts'
import type { Element } from './xml.ts'

/** A camera answers within a second; the error of a slower reading would be of no use. */
const patienceMillis = 4000
/** The answer has about a kilobyte. */
const maxAnswerChars = 65_536
/** ONVIF Core Specification, 5.1.1: "the device service […] http://onvif_host/onvif/device_service". */
const usualPath = '/onvif/device_service'

const question = [
  '<?xml version="1.0" encoding="utf-8"?>',
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>',
  '<GetSystemDateAndTime xmlns="http://www.onvif.org/ver10/device/wsdl"/>',
  '</s:Body></s:Envelope>',
].join('')

/**
 * Asks a camera for its time: `GetSystemDateAndTime`, which ONVIF lets anybody ask ("PRE_AUTH"). No name and no
 * password is sent, and only to an address of the house.
 *
 * @throws {SourceFault} `unreachable`; `not-one` where what answers is no such camera, or is not of the house
 */
export async function readOnvifClock(
  { address, zone }: Pick<CameraClock, 'address' | 'zone'>,
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal },
): Promise<ClockReading> {
  const url = serviceOf(address)
  if (url === null) throw new SourceFault('not-one')
  const line = new RecorderLine(url.origin, { pinned: null, learned: () => undefined })
  const patience = AbortSignal.timeout(patienceMillis)
  try {
    const asked = now()
    const { status, text } = await line.ask(
      { path: url.pathname, body: { type: 'application/soap+xml; charset=utf-8', text: question } },
      AbortSignal.any([signal, patience]),
    )
    const answered = now()
    const displayed = status === 200 ? displayedIn(text, { zone, answered }) : null
    if (displayed === null) throw new SourceFault('not-one')
    return readingOf({ displayed, asked, answered, method: 'onvif' })
  } catch (error) {
    signal.throwIfAborted()
    if (patience.aborted) throw new SourceFault('unreachable', { cause: error })
    throw error
  } finally {
    line.close()
  }
}

/** As owners type it; null for what is no address. By TLS no camera is asked: nobody could tell whose it is. */
function serviceOf(address: string): URL | null {
  const url = URL.parse(/^\w+:\/\//.test(address) ? address : `http://${address}`)
  if (url === null || url.protocol !== 'http:' || url.hostname === '') return null
  if (url.username !== '' || url.password !== '') return null
  if (url.pathname === '/') url.pathname = usualPath
  return url
}

export interface Place {
  /** In which the camera's clock ought to run, as its owner says. */
  readonly zone: string
  /** Milliseconds since 1970. */
  readonly answered: number
}

/**
 * What the clock shows, in milliseconds since 1970. Local time counts where there is one, read in the owner's
 * zone: that is what stands in the picture, and a summer time that was never switched on shows as the hour that
 * it is. Else the time in UTC.
 *
 * @returns null where it tells neither
 */
export function displayedIn(answer: string, { zone, answered }: Place): number | null {
  if (answer.length > maxAnswerChars) return null
  const envelope = parseXml(answer)
  if (envelope?.name !== 'Envelope') return null
  const time = below(envelope, 'Body', 'GetSystemDateAndTimeResponse', 'SystemDateAndTime')
  const local = shownIn(below(time, 'LocalDateTime'))
  if (local === null) return millis(shownIn(below(time, 'UTCDateTime')), 'UTC', answered)
  return millis(local, zone, answered)
}

/** ONVIF's `DateTime`: hour, minute and second, year, month and day, each a number. */
function shownIn(element: Element | null): string | null {
  const [year, month, day] = numbers(below(element, 'Date'), ['Year', 'Month', 'Day'])
  const [hour, minute, second] = numbers(below(element, 'Time'), ['Hour', 'Minute', 'Second'])
  const parts = [year, month, day, hour, minute, second]
  if (parts.some((part) => part === undefined)) return null
  const two = parts.slice(1).map((part) => String(part).padStart(2, '0'))
  const [mm = '', dd = '', h = '', m = '', s = ''] = two
  return `${String(year)}-${mm}-${dd}T${h}:${m}:${s}`
}

function numbers(element: Element | null, names: readonly string[]): readonly number[] {
  return names.flatMap((name) => {
    const text = below(element, name)?.text ?? ''
    return /^\d{1,4}$/.test(text) ? [Number(text)] : []
  })
}

/** Of a local time that comes twice, that which is nearer to now. */
function millis(shown: string | null, zone: string, answered: number): number | null {
  if (shown === null) return null
  const time = { shown, zone, stamps: 'start', seconds: 0, slackSeconds: 0 } as const
  const found = trueIntervals(time, []).map(({ from }) => Date.parse(from))
  const [first] = found.toSorted((a, b) => Math.abs(a - answered) - Math.abs(b - answered))
  return first ?? null
}
