import { strict as assert } from 'node:assert'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { z } from 'zod'

import { paddedSize, paddedText } from './age/padding.ts'
import { fromHex } from './bytes.ts'
import { canonical } from './canonical.ts'
import { originalCommitment, recipientId, submissionCommitment } from './commitment.ts'
import { checkChain, custodyDigest, SignedCustodyEvent } from './custody.ts'
import { Entry, entryBytes, readEntry, sizeClassOf } from './entry.ts'
import { Recipient } from './id.ts'
import { Salt } from './manifest.ts'
import { requestDigest, SignedRequest } from './request.ts'
import { sign, signatureHolds, signingKeyOf } from './sign.ts'
import {
  readQuestion,
  Reply,
  sealedMessageBytes,
  SignedQuestion,
  signQuestion,
  threadPlaintext,
} from './thread.ts'

const Formats = z.object({
  signing: z.object({
    seed: z.string(),
    key: z.string(),
    context: z.literal('porchlight/request/v1'),
    body: z.string(),
    value: z.string(),
  }),
  request: z.object({ signed: SignedRequest, canonical: z.string(), digest: z.string() }),
  recipient: z.object({ recipient: Recipient, id: z.string() }),
  commitments: z.object({
    salt: Salt,
    digests: z.array(z.string()),
    submission: z.string(),
    original: z.string(),
  }),
  custody: z.array(z.object({ signed: SignedCustodyEvent, digest: z.string() })),
  entries: z.array(z.object({ entry: Entry, bytes: z.string(), leaf: z.string() })),
  padding: z.array(z.object({ bytes: z.number(), padded: z.number(), sizeClass: z.number() })),
  manifest: z.array(z.object({ bytes: z.number(), padded: z.number() })),
  thread: z.object({
    question: z.object({ signed: SignedQuestion, canonical: z.string(), padded: z.number() }),
    reply: z.object({ reply: Reply, canonical: z.string(), padded: z.number() }),
    sealed: z.array(z.number()),
  }),
})

const path = join(import.meta.dirname, '..', '..', '..', 'vectors', 'formats', 'formats.json')
const formats = Formats.parse(JSON.parse(await readFile(path, 'utf8')))

describe('vectors/formats', () => {
  it('signing: ours, and good for Node’s own Ed25519', () => {
    const { seed, key, context, body, value } = formats.signing
    const secret = fromHex(seed)
    const parsed: unknown = JSON.parse(body)
    assert.equal(signingKeyOf(secret), key)
    assert.deepEqual(sign(context, parsed, secret), { key, value })
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: key }
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
    const message = Buffer.from(`${context}\0${body}`)
    assert.ok(verify(null, message, publicKey, Buffer.from(value, 'base64url')))
  })

  it('thread: a question by the same key, a reply, and the lengths of what is sealed', () => {
    const { question, reply, sealed } = formats.thread
    assert.equal(canonical(question.signed), question.canonical)
    assert.deepEqual(
      signQuestion(question.signed.question, fromHex(formats.signing.seed)),
      question.signed,
    )
    assert.deepEqual(readQuestion(threadPlaintext(question.signed)), question.signed)
    assert.equal(threadPlaintext(question.signed).length, question.padded)
    assert.equal(canonical(reply.reply), reply.canonical)
    assert.equal(threadPlaintext(reply.reply).length, reply.padded)
    assert.deepEqual(sealedMessageBytes, sealed)
  })

  it('request: canonical text, digest and signature', () => {
    const { signed, canonical: text, digest } = formats.request
    assert.equal(canonical(signed), text)
    assert.equal(requestDigest(signed), digest)
    assert.equal(createHash('sha256').update(text).digest('hex'), digest)
    assert.ok(signatureHolds('porchlight/request/v1', signed.request, signed.signature))
  })

  it('recipient and commitments', () => {
    const { recipient, id } = formats.recipient
    assert.equal(recipientId(recipient), id)
    const { salt, digests, submission, original } = formats.commitments
    assert.equal(submissionCommitment(salt, digests), submission)
    assert.equal(originalCommitment(salt, digests[0] ?? ''), original)
  })

  it('custody: a whole chain', () => {
    const events = formats.custody.map(({ signed }) => signed)
    assert.deepEqual(
      events.map(custodyDigest),
      Array.from(formats.custody, ({ digest }) => digest),
    )
    const verdict = checkChain(events, [formats.signing.key])
    assert.deepEqual(verdict, { whole: true, head: formats.custody.at(-1)?.digest })
  })

  it('entries: their bytes, and their leaves in the tree', () => {
    for (const { entry, bytes, leaf } of formats.entries) {
      assert.equal(Buffer.from(entryBytes(entry)).toString(), bytes)
      assert.deepEqual(readEntry(Buffer.from(bytes)), { read: true, entry })
      assert.equal(createHash('sha256').update(`\0${bytes}`).digest('hex'), leaf)
    }
  })

  it('sizes', () => {
    for (const { bytes, padded, sizeClass } of formats.padding) {
      assert.deepEqual([paddedSize(bytes), sizeClassOf(bytes)], [padded, sizeClass])
    }
    for (const { bytes, padded } of formats.manifest) {
      assert.equal(paddedText('x'.repeat(bytes)).length, padded)
    }
  })
})
