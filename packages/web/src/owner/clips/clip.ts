import type { ClipName, Media } from '@porchlight/core'
import type { CopyFacts, CopyFault, DrawnBox, Revealed } from '@porchlight/owner'

import type { CopyTrouble } from '../../workers/copy-job.ts'
import type { Stretch } from '../../ui/clip/trim.ts'

/** One video that the owner picked, and what becomes of it. Everything of it stays on this device. */
export interface PickedClip {
  readonly name: ClipName
  /** The untouched original; only read. */
  readonly file: File
  readonly look: Look
  /** Null while all of it is kept. */
  readonly cut: Stretch | null
  readonly sound: boolean
  /** Solid boxes drawn by hand. */
  readonly boxes: readonly DrawnBox[]
  /** `original`: the owner read what the file reveals and agreed to send it as it is. */
  readonly way: 'copy' | 'original'
  readonly copy: Copy
}

/** What this browser found in a file. */
export type Look =
  | { readonly kind: 'looking' }
  | ({ readonly kind: 'video' } & SeenVideo)
  /** A video, but not for this browser. */
  | { readonly kind: 'undecodable'; readonly media: Media; readonly reveals: readonly Revealed[] }
  | { readonly kind: 'no-video' }

export interface SeenVideo {
  readonly media: Media
  readonly reveals: readonly Revealed[]
  readonly span: Stretch
  /** Seconds from one picture to the next, about. */
  readonly step: number
  readonly sound: boolean
  /** Address of a small picture. */
  readonly poster: string | null
}

export type Copy =
  | { readonly kind: 'none' }
  | { readonly kind: 'making'; readonly part: number }
  | {
      readonly kind: 'made'
      readonly facts: CopyFacts
      /** Of its file in the folder of this tab. */
      readonly name: string
    }
  | {
      readonly kind: 'trouble'
      readonly trouble: CopyTrouble
      readonly found: CopyFault | 'too-long' | null
    }

/** Whether a clip can leave as things stand. */
export function isReady({ way, look, copy }: PickedClip): boolean {
  return way === 'original'
    ? look.kind === 'video' || look.kind === 'undecodable'
    : copy.kind === 'made'
}

/** What of the clip is kept, where it can be copied. */
export function keptOf({ cut, look }: PickedClip): Stretch | null {
  return look.kind === 'video' ? (cut ?? look.span) : null
}

/** What nobody would miss at the end of a clip: a last picture's length, and rounding. */
const unmissedSeconds = 1

/** Seconds at the end of what was to be kept that the copy lacks, as the file breaks off there; else 0. */
export function missingSeconds(clip: PickedClip): number {
  const kept = keptOf(clip)
  if (kept === null || clip.copy.kind !== 'made') return 0
  const missing = kept.to - kept.from - clip.copy.facts.seconds
  return missing > unmissedSeconds ? missing : 0
}

/** Bytes that leave, before they are sealed; 0 while that is not known. */
export function leavingBytes({ way, copy, file }: PickedClip): number {
  if (way === 'original') return file.size
  return copy.kind === 'made' ? copy.facts.bytes : 0
}
