import { api, call, Fault } from '@porchlight/core'
import type { Line, LoggedEntry, Random, SubmissionId, Token } from '@porchlight/core'

import { receiptDetails } from '../seal/submission.ts'
import type { SealedAnswer } from '../seal/submission.ts'
import { namelessLine, patiently, pause } from './patience.ts'
import type { Patience, Pause } from './patience.ts'
import { receiptText } from './receipt-text.ts'
import { memorySource } from './sealed-source.ts'
import type { SealedSource } from './sealed-source.ts'
import { upload } from './upload.ts'

/** All that is needed to go on after a restart, beside the sealed files themselves. The secret is one. */
export interface OpenedSubmission {
  readonly submission: SubmissionId
  readonly secret: string
}

export type SendProgress =
  | { readonly stage: 'opening' }
  | { readonly stage: 'uploading'; readonly received: number; readonly total: number }
  | { readonly stage: 'finishing' }
  /** The connection is lost; it goes on by itself. */
  | { readonly stage: 'waiting' }

export interface SendInput {
  readonly line: Line
  readonly answer: SealedAnswer
  /** The sealed clips, in the manifest's order. */
  readonly clips: readonly SealedSource[]
  /** The log's verifier key as this client knows it. */
  readonly logKey: string
  /** C2SP tlog-policy text: its witnesses. */
  readonly witnessPolicy: string
  /** Whether the log's proof holds for its entry, by that key and those witnesses. */
  readonly checkProof: (logged: LoggedEntry) => boolean
  /** Of the request; asked for where the answer is begun, and not where it goes on. */
  readonly token: () => Promise<Token>
  /** From an earlier attempt with the same sealed files; null to begin. */
  readonly resume: OpenedSubmission | null
  /** Told once, before the first byte is uploaded, and awaited. */
  readonly opened?: ((opened: OpenedSubmission) => void | Promise<void>) | undefined
  readonly progress?: ((progress: SendProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
  readonly random: Random
  /** For tests; a real pause otherwise. */
  readonly pause?: Pause | undefined
}

/**
 * Sends a sealed answer: opens a submission, uploads its files, has it logged, checks what the
 * instance says of it, and gives the text of the receipt to save (`NAME.tlog-proof`). Goes on after
 * every lost connection until it is done or stopped; sends no cookie; stores nothing.
 *
 * @throws {Fault} what the instance refused with; `log/no-proof` where its log has not what was sent
 * @throws the signal's reason
 */
export async function sendSubmission(input: SendInput): Promise<string> {
  const sending = sendingOf(input)
  const opened = input.resume ?? (await open(sending))
  await uploadAll(sending, opened)
  input.progress?.({ stage: 'finishing' })
  const logged = await finish(sending, opened)
  return receiptOf(input, opened.submission, logged)
}

interface Sending {
  readonly input: SendInput
  readonly line: Line
  readonly files: readonly SealedSource[]
  readonly patience: Patience
}

function sendingOf(input: SendInput): Sending {
  return {
    input,
    line: namelessLine(input.line, input.signal),
    files: [memorySource(input.answer.manifestFile), ...input.clips],
    patience: {
      random: input.random,
      signal: input.signal,
      waiting: () => input.progress?.({ stage: 'waiting' }),
      pause: input.pause ?? pause,
    },
  }
}

async function open({ input, line, files, patience }: Sending): Promise<OpenedSubmission> {
  input.progress?.({ stage: 'opening' })
  const request = input.answer.manifest.request
  const sizes = files.map(({ size }) => size)
  const token = await input.token()
  const { submission, secret } = await patiently(
    patience,
    async () => await call(line, api.openSubmission, { request, token, sizes }),
  )
  await input.opened?.({ submission, secret })
  return { submission, secret }
}

async function uploadAll(sending: Sending, opened: OpenedSubmission): Promise<void> {
  const { input, files } = sending
  const received = await receivedBefore(sending, opened)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  function report(): void {
    const sum = received.reduce((before, bytes) => before + bytes, 0)
    input.progress?.({ stage: 'uploading', received: sum, total })
  }
  report()
  for (const [number, source] of files.entries()) {
    if (received[number] === source.size) continue
    await uploadFile(sending, opened, {
      number,
      begun: (received[number] ?? 0) > 0,
      received: (bytes) => {
        const further = bytes > (received[number] ?? 0)
        received[number] = bytes
        report()
        return further
      },
    })
  }
}

/** Bytes of each file that are safe at the instance. */
async function receivedBefore(sending: Sending, opened: OpenedSubmission): Promise<number[]> {
  const { input, line, files, patience } = sending
  if (input.resume === null) return files.map(() => 0)
  const { received } = await patiently(
    patience,
    async () => await call(secretLine(line, opened), api.getSubmission, { id: opened.submission }),
  )
  if (received.length !== files.length) throw new Fault('submission/altered')
  return [...received]
}

interface FileUpload {
  readonly number: number
  readonly begun: boolean
  /** @returns whether that is further than before */
  readonly received: (bytes: number) => boolean
}

async function uploadFile(
  { input, line, files, patience }: Sending,
  opened: OpenedSubmission,
  { number, begun, received }: FileUpload,
): Promise<void> {
  const source = files[number]
  if (source === undefined) throw new Error('There is no such file')
  let again = begun
  await patiently(patience, async (progressed) => {
    await upload({
      line: secretLine(line, opened),
      submission: opened.submission,
      number,
      source,
      begun: again,
      created: () => {
        again = true
      },
      received: (bytes) => {
        if (received(bytes)) progressed()
      },
      signal: input.signal,
    })
  })
}

async function finish(
  { input, line, patience }: Sending,
  opened: OpenedSubmission,
): Promise<LoggedEntry> {
  const { recipients, sealed, manifest } = input.answer
  return await patiently(
    patience,
    async () =>
      await call(secretLine(line, opened), api.finishSubmission, {
        id: opened.submission,
        recipients: [...recipients],
        sealed: [...sealed],
        salt: manifest.salt,
      }),
  )
}

function receiptOf(
  { answer, line, logKey, witnessPolicy, checkProof }: SendInput,
  submission: SubmissionId,
  logged: LoggedEntry,
): string {
  const { origin } = new URL(line.origin)
  const details = receiptDetails(answer, {
    origin,
    logKey,
    witnessPolicy,
    submission,
    entry: logged.entry,
  })
  if (!checkProof(logged)) throw new Fault('log/no-proof')
  return receiptText(logged.proof, details)
}

function secretLine(line: Line, { secret }: OpenedSubmission): Line {
  return { ...line, headers: { ...line.headers, authorization: `Bearer ${secret}` } }
}
