import { open } from 'node:fs/promises'
import { resolve } from 'node:path'

import { Fault } from '@porchlight/core'
import type { Media } from '@porchlight/core'

import { revealedIn } from '../redact/reveal.ts'
import { openByteFile } from './byte-file-node.ts'
import { containerOfStart, mediaTypes, startBytes } from './container.ts'
import type { Container } from './container.ts'
import { readReport } from './report.ts'
import type { Part, Report } from './report.ts'
import { revealedBy } from './reveals.ts'
import type { Revealed } from './reveals.ts'
import { runTool } from './tool.ts'

/** A header that takes longer to read is made to. */
const probeMillis = 30_000

/** What a real file says of itself is some kilobytes. */
const maxReportCharacters = 4_000_000

/** What is known of a video file without decoding it. */
export interface Probe {
  readonly container: Container
  readonly media: Media
  readonly audio: boolean
  /** What the file tells beside picture and sound. */
  readonly reveals: readonly Revealed[]
}

/**
 * Looks into a video file with ffprobe.
 *
 * @throws {Fault} `clip/not-a-video`, `tool/missing`
 */
export async function probe(given: string, signal?: AbortSignal): Promise<Probe> {
  const path = resolve(given)
  const container = await containerOf(path)
  if (container === null) throw new Fault('clip/not-a-video')
  const report = await reportOn(path, container, signal)
  const video = report.streams.find(isPicture)
  if (video === undefined) throw new Fault('clip/not-a-video')
  return {
    container,
    media: mediaOf(video, report.format, container),
    audio: report.streams.some(({ fields }) => fields.get('codec_type') === 'audio'),
    reveals: await revealsOf(path, container, revealedBy(report)),
  }
}

/** What ffprobe names, and of MP4 files what only a look at every box and picture finds. */
async function revealsOf(
  path: string,
  container: Container,
  named: readonly Revealed[],
): Promise<readonly Revealed[]> {
  if (container !== 'mov') return named
  await using file = await openByteFile(path)
  const kinds = new Set(named.map(({ kind }) => kind))
  const found = await revealedIn(file)
  return [...named, ...found.filter(({ kind }) => kind === 'data' || !kinds.has(kind))]
}

async function containerOf(path: string): Promise<Container | null> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(new Uint8Array(startBytes), 0, startBytes, 0)
  return containerOfStart(buffer.subarray(0, bytesRead))
}

async function reportOn(
  path: string,
  container: Container,
  signal: AbortSignal | undefined,
): Promise<Report> {
  let text = ''
  const well = await runTool('ffprobe', {
    args: [
      ...`-v quiet -protocol_whitelist file,pipe -f ${container}`.split(' '),
      ...'-print_format flat -show_format -show_streams -show_chapters'.split(' '),
      `file:${path}`,
    ],
    reads: [path],
    writes: [],
    limitMillis: probeMillis,
    signal,
    output: (part) => {
      if (text.length < maxReportCharacters) text += part
    },
  })
  if (!well) throw new Fault('clip/not-a-video')
  return readReport(text)
}

/** A moving picture; a cover picture in an audio file is a video stream too. */
function isPicture({ fields }: Part): boolean {
  return fields.get('codec_type') === 'video' && fields.get('disposition.attached_pic') !== '1'
}

function mediaOf(video: Part, format: Part, container: Container): Media {
  return {
    type: mediaTypes[container],
    codec: video.fields.get('codec_name') ?? null,
    width: positive(video.fields.get('width')),
    height: positive(video.fields.get('height')),
    seconds: positive(format.fields.get('duration')) ?? positive(video.fields.get('duration')),
  }
}

/** Null for `N/A` and whatever else is no length. */
function positive(text: string | undefined): number | null {
  const value = Number(text)
  return Number.isFinite(value) && value > 0 ? value : null
}
