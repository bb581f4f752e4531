import { Fault } from '@porchlight/core'
import type { FaultCode } from '@porchlight/core'
import { LogError } from '@porchlight/log'

/** What a command cannot do, in a sentence for a person, with what to do about it below. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly advice: readonly string[]
  /** 1: refused, or found wanting. 2: it could not even be looked at. */
  readonly status: 1 | 2

  constructor(
    message: string,
    advice: readonly string[] = [],
    { status = 1, ...options }: ErrorOptions & { readonly status?: 1 | 2 } = {},
  ) {
    super(message, options)
    this.advice = advice
    this.status = status
  }
}

/** Runs what leads to a verdict. Whatever keeps it from one is none, and ends with status 2. */
export async function looking<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look()
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === null) throw error
    const { message, advice } = refusal
    throw new Refusal(message, advice, { cause: error, status: 2 })
  }
}

/** A refusal for whatever went wrong that a person can be told of; null for a bug. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof Fault) return faultRefusal(error)
  if (error instanceof LogError)
    return new Refusal('The log does not fit together', [`${error.code}: ${error.message}`])
  if (!(error instanceof Error)) return null
  if (error.name === 'TypeError' && error.message === 'fetch failed')
    return new Refusal('The server cannot be reached', [
      'Check the address and the connection, then try again. Nothing is lost.',
    ])
  return systemRefusal(error)
}

function faultRefusal({ code, message }: Fault): Refusal {
  const advice = advices[code]
  return new Refusal(message, advice === undefined ? [] : [advice])
}

const advices: Partial<Record<FaultCode, string>> = {
  'clock/off': 'Set the clock of this machine (for example: timedatectl set-ntp true).',
  'tool/missing': 'Install it: sudo apt-get install --no-install-recommends -y ffmpeg',
  'clip/cannot-decode':
    'ffmpeg cannot read it. --original sends the untouched file instead, with everything in it.',
  'clip/not-clean':
    'Nothing was sent. Move the cut a little, or send without sound, and try again.',
  'clip/cut-outside': 'Look at its length, then give --cut FROM-TO within it.',
  'invite/unknown':
    'Get a new code in the agency workspace, or at the steward’s desk; each is good once, for ten minutes.',
  'map/not-geojson': 'Export the points of man_made=surveillance as GeoJSON.',
  'session/none':
    'Give a one-time code from the agency workspace or the steward’s desk: --code CODE',
  'seal/wrong-key': 'Is it the key of the agency that the request is from?',
  'seal/damaged': 'Download it again and compare its SHA-256.',
  'source/unknown-names':
    'Where they hold a date and a time in another form, the hub learns it from one example, on its screens.',
  'submission/request-full': 'Call the agency: the number is on the request.',
  'disk/full': 'Try again later, or call the agency.',
  internal: 'Try again later; if it stays so, tell the people who run the instance.',
  'instance/in-use': 'Stop the other one first, or give another --data directory.',
  'demo/other-mode': 'Give another --data directory.',
  'input/unknown-place': 'Is that the address of a Porchlight instance?',
}

/** What the system says about files and addresses. */
function systemRefusal(error: Error): Refusal | null {
  const sentence = systemSentences.get('code' in error ? String(error.code) : '')
  if (sentence === undefined) return null
  const path = 'path' in error ? String(error.path) : ''
  return new Refusal(path === '' ? sentence : `${sentence}: ${path}`, [], { cause: error })
}

const systemSentences: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'There is no such file'],
  ['EACCES', 'This account may not use that file'],
  ['EISDIR', 'That is a directory'],
  ['ENOTDIR', 'That is not a directory'],
  ['EEXIST', 'There is a file of that name already'],
  ['ENOSPC', 'The disk is full'],
  ['EADDRINUSE', 'Another program uses that port; choose one with --port'],
])
