import { bytesOfText, concatBytes, textOfBytes } from './bytes.ts'
import { decodeBundle, encodeBundle } from './bundle.ts'
import { formatCheckpoint, parseCheckpoint, parseCount, type Checkpoint } from './checkpoint.ts'
import { LogError } from './error.ts'
import { secondsOf, type Instant } from './instant.ts'

/** A batch on its way into the log: with the tree before it, enough to write the log's files again. */
export interface Stage {
  /** the checkpoint that it grows from */
  readonly from: Checkpoint
  readonly entries: readonly Uint8Array[]
  /** when it was sequenced, so that time is seen running backwards after a restart too */
  readonly at: Instant
}

/** `staging/<size>-<root hex>`, of the checkpoint that the batch leads to. */
export function stagePath({ size, root }: Pick<Checkpoint, 'size' | 'root'>): string {
  const hex = Array.from(root, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `staging/${size}-${hex}`
}

/** First line, instant, number of entries, text of the earlier checkpoint, empty line, then an entry bundle. */
export function encodeStage({ from, entries, at }: Stage): Uint8Array {
  const head = `${firstLine}\n${at}\n${entries.length}\n${formatCheckpoint(from)}\n`
  return concatBytes([bytesOfText(head), encodeBundle(entries)])
}

/** @throws LogError `stage-malformed` */
export function decodeStage(bytes: Uint8Array): Stage {
  const end = bytes.findIndex((byte, i) => byte === newline && bytes[i + 1] === newline)
  const head = textOfBytes(bytes.subarray(0, end + 1)) ?? ''
  const [first, at = '', countText = '', ...checkpoint] = head.split('\n')
  const count = parseCount(countText)
  if (first !== firstLine || count === null) throw new LogError('stage-malformed')
  try {
    secondsOf(at)
    const from = parseCheckpoint(checkpoint.join('\n'))
    return { from, at, entries: decodeBundle(bytes.subarray(end + 2), count) }
  } catch (cause) {
    if (cause instanceof LogError) throw new LogError('stage-malformed', undefined, { cause })
    throw cause
  }
}

const firstLine = 'porchlight-log-stage/v1'
const newline = 0x0a
