import { rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { paddedSize } from '@porchlight/core'
import type { Clip, Media, Recipient } from '@porchlight/core'
import { newClipName, newSalt } from '@porchlight/owner'
import type { SealedClip } from '@porchlight/owner'
import { fileSource, makeCopy, nodeTools, probe, sealToFile } from '@porchlight/owner/node'
import type { Cut, Probe, Revealed } from '@porchlight/owner/node'

import { fileDigest } from '@porchlight/owner/node'
import { Refusal, refusalOf } from '../refusal.ts'
import type { Tools } from '../tools.ts'

/** What is to be done with each file. */
export interface ClipOptions {
  readonly recipients: readonly Recipient[]
  readonly cut: Cut | null
  readonly audio: boolean
  /** Send the untouched bytes. */
  readonly original: boolean
  /** Where copies and sealed files go; wiped by whoever made it. */
  readonly directory: string
  /** Told how far the work on this file is, 0 to 1. */
  readonly progress: (stage: 'copying' | 'sealing', part: number) => void
}

/** A file of the owner's, and the sealed clip that was made of it. */
export interface PreparedClip {
  readonly file: string
  readonly sealed: SealedClip
  readonly sealedPath: string
  readonly sealedBytes: number
  readonly paddedBytes: number
  readonly originalBytes: number
  readonly originalSeconds: number | null
  /** What the original says of itself beside picture and sound. */
  readonly reveals: readonly Revealed[]
  /** What of it is still in what goes. */
  readonly remains: readonly Revealed[]
}

/**
 * Makes the copy and seals it; the copy is deleted as soon as it is sealed.
 *
 * @throws {Refusal} that names the file
 */
export async function prepareClip(
  file: string,
  options: ClipOptions,
  tools: Tools,
): Promise<PreparedClip> {
  try {
    return await prepare(file, options, tools)
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === null || tools.signal.aborted) throw error
    const { message, advice } = refusal
    throw new Refusal(message.includes(file) ? message : `${file}: ${message}`, advice, {
      cause: error,
    })
  }
}

async function prepare(file: string, options: ClipOptions, tools: Tools): Promise<PreparedClip> {
  const { random, signal } = tools
  const name = newClipName(random)
  const source = await probe(file, signal)
  const going = await whatGoes(file, { name, source, options }, tools)
  const { size: bytes } = await stat(going.path)
  const paddedBytes = paddedSize(bytes)
  const sealedPath = join(options.directory, `${name}.age`)
  const sealed = await sealToFile(
    {
      source: fileSource(going.path),
      bytes,
      paddedTo: paddedBytes,
      recipients: options.recipients,
      tools: nodeTools,
      progress: (done) => {
        options.progress('sealing', done / bytes)
      },
      signal,
    },
    sealedPath,
  )
  if (going.temporary) await rm(going.path)
  const sha256 = await fileDigest(file, signal)
  return {
    file,
    sealed: {
      name,
      bytes,
      digests: sealed.digests,
      edits: going.edits,
      time: null,
      media: going.media,
      original: { fileName: basename(file), sha256, salt: newSalt(random) },
    },
    sealedPath,
    sealedBytes: sealed.bytes,
    paddedBytes,
    originalBytes: (await stat(file)).size,
    originalSeconds: source.media.seconds,
    reveals: source.reveals,
    remains: going.remains,
  }
}

interface Going {
  readonly path: string
  readonly temporary: boolean
  readonly edits: Clip['edits']
  readonly media: Media
  readonly remains: readonly Revealed[]
}

interface Making {
  readonly name: string
  readonly source: Probe
  readonly options: ClipOptions
}

/** No box can be drawn here. */
const uncovered = { boxes: 0, masks: 0 }

async function whatGoes(
  file: string,
  { name, source, options }: Making,
  { signal }: Tools,
): Promise<Going> {
  const audio = soundOf(source, options)
  if (options.original) {
    const edits = { cut: null, audio, picture: 'original', ...uncovered } as const
    return { path: file, temporary: false, edits, media: source.media, remains: source.reveals }
  }
  const path = join(options.directory, `${name}.mp4`)
  await makeCopy({
    source: file,
    probe: source,
    target: path,
    cut: options.cut,
    audio: audio === 'kept' ? 'kept' : 'removed',
    progress: (part) => {
      options.progress('copying', part)
    },
    signal,
  })
  const copy = await probe(path, signal)
  const edits = { cut: options.cut, audio, picture: 're-encoded', ...uncovered } as const
  return { path, temporary: true, edits, media: copy.media, remains: copy.reveals }
}

function soundOf(source: Probe, { audio, original }: ClipOptions): Clip['edits']['audio'] {
  if (!source.audio) return 'none'
  return audio || original ? 'kept' : 'removed'
}
