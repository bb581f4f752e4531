import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { openThread, sealQuestion, unwrapRequestKey, vaultsOf } from '@porchlight/agency'
import type { Asked, SealedQuestion } from '@porchlight/agency'
import {
  api,
  call,
  dayOf,
  fromBase64,
  instantOf,
  newQuestionId,
  requestDigest,
  signingKeyOf,
  toHex,
} from '@porchlight/core'
import type {
  AgencyProfile,
  InboxSubmission,
  Line,
  OwnRequest,
  Question,
  Recipient,
} from '@porchlight/core'
import type { RunningHub } from '@porchlight/hub'
import { newReplyKey } from '@porchlight/owner'

import { openHub } from './home.ts'
import { withClip } from './made-clip.ts'
import { answerWith } from './neighbour.ts'
import { stranger } from './person.ts'
import type { Town } from './town.ts'
import { mapleHeights } from './town.ts'
import type { World } from './world.ts'

/** An owner at home who has answered a request and may be asked about it. */
export interface Asks extends AsyncDisposable {
  readonly home: RunningHub
  /** What the hub calls the answer. */
  readonly answer: string
  readonly id: string
  readonly secret: string
  readonly line: Line
  readonly reply: Recipient
  readonly identity: string
}

/** Sends an answer that may be asked about, and gives a hub what it keeps of one that it sent itself. */
export async function answerFromHome(
  world: World,
  own: OwnRequest,
  send?: (request: Request) => Promise<Response>,
): Promise<Asks> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-home-'))
  const line = send === undefined ? {} : { lineTo: (origin: string) => ({ origin, send }) }
  const home = await openHub(join(directory, 'state'), line)
  const key = await newReplyKey()
  const rungs = { reply: key.recipient }
  let opened = { submission: '', secret: '' }
  const { receipt } = await withClip(
    async (path) =>
      await answerWith({ ...world, signed: own.signed, rungs }, [path], {
        opened: async (about) => {
          opened = about
          await Promise.resolve()
        },
      }),
  )
  const answer = toHex(randomBytes(8))
  home.hub.state.answers.put(answer, {
    id: answer,
    live: { signed: own.signed, digest: requestDigest(own.signed), agency: profileOf(own) },
    copies: [],
    rungs,
    sendsAt: instantOf(Date.now()),
    opened,
    receipt,
    status: 'received',
    stopped: null,
    reply: key.identity,
  })
  await home.hub.setInstance(world.origin, null, AbortSignal.timeout(20_000))
  return {
    home,
    answer,
    id: opened.submission,
    secret: opened.secret,
    line: {
      ...stranger(world.origin),
      headers: { authorization: `Bearer ${opened.secret}` },
    },
    reply: key.recipient,
    identity: key.identity,
    [Symbol.asyncDispose]: async () => {
      await home.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function profileOf({ signed }: OwnRequest): AgencyProfile {
  const { verifiedBy: _, ...profile } = mapleHeights
  return { ...profile, id: signed.request.agency }
}

/** A question of the town's agency, as its browser makes it. */
export async function questionFor(
  town: Town,
  { id, reply }: Pick<Asks, 'id' | 'reply'>,
  {
    own,
    signing = town.keyring.signing,
    ...changes
  }: Partial<Question> & { readonly own: OwnRequest; readonly signing?: Uint8Array },
): Promise<SealedQuestion> {
  const question: Question = {
    kind: 'porchlight/question/v1',
    id: newQuestionId((length) => randomBytes(length)),
    submission: id,
    asks: 'more',
    text: 'Does your camera show the next five minutes too?',
    day: dayOf(instantOf(Date.now())),
    ...changes,
  }
  return await sealQuestion(question, signing, { reply, request: own.signed.request.recipient })
}

/** Hands it to the instance. */
export async function ask(
  town: Town,
  { id }: Pick<Asks, 'id'>,
  { sealed, kept }: SealedQuestion,
): Promise<InboxSubmission> {
  return await call(town.author.line, api.askSender, { id, sealed, kept })
}

/** What the agency reads of a submission's thread. */
export async function readThread(
  town: Town,
  own: OwnRequest,
  id: string,
): Promise<readonly Asked[]> {
  const { submissions } = await call(town.author.line, api.inbox, { id: own.signed.request.id })
  const listed = submissions.find((one) => one.id === id)
  const wrapped = fromBase64(own.wrappedKey) ?? new Uint8Array()
  const { recipient } = own.signed.request
  const { identity } = await unwrapRequestKey(wrapped, vaultsOf(town.keyring), recipient)
  const keys = [signingKeyOf(town.keyring.signing)]
  return await openThread(listed?.thread ?? [], identity, { keys, submission: id })
}
