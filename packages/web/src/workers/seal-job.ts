import type { Clip, ClipName, Day, FaultCode, Rungs, SignedRequest } from '@porchlight/core'

/** What the screen asks of the worker that seals. */
export type SealJob =
  | ({ readonly kind: 'seal' } & AnswerJob)
  /** A small file for the folder: how far the sending has come, the receipt. */
  | {
      readonly kind: 'write'
      readonly folder: string
      readonly name: string
      readonly text: string
    }

export interface AnswerJob {
  readonly signed: SignedRequest
  /** The log's verifier key as this device checked the request with it. */
  readonly logKey: string
  readonly witnessPolicy: string
  readonly clips: readonly ClipJob[]
  readonly rungs: Rungs
  readonly day: Day
  /** Where the sealed answer is kept until it is sent. */
  readonly folder: string
}

export interface ClipJob {
  readonly name: ClipName
  readonly original: File
  /** Where the copy is; null where the original itself leaves. */
  readonly copy: { readonly folder: string; readonly name: string } | null
  readonly edits: Clip['edits']
  readonly media: Clip['media']
}

export type SealReport =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'trouble'; readonly trouble: SealTrouble }

export type SealTrouble = FaultCode | 'no-room' | 'file-gone'
