import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'

import { instantOf } from '@porchlight/core'
import {
  answerOf,
  createKey,
  createMemoryStore,
  createVerifier,
  createWitness,
  createWitnessStore,
  formatPublicKey,
  parsePublicKey,
  signatureType,
} from '@porchlight/log'
import type { HttpAnswer, Witness } from '@porchlight/log'

/** How a witness of a test behaves just now. */
type Conduct = 'honest' | 'down' | 'silent' | 'lying'

/** A witness on this machine, over real HTTP, that does as it is told. */
export interface TestWitness {
  conduct: Conduct
  readonly name: string
  /** Its line of a C2SP tlog-policy. */
  readonly line: string
  /** Takes a log under its eyes; before that it knows none. */
  readonly watch: (logKey: string) => void
  /** How often it was asked. */
  readonly asked: () => number
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export async function openWitness(name: string, seed: number): Promise<TestWitness> {
  const type = signatureType.cosignature
  const secret = createKey({ name: `${name}.example`, type, seed: new Uint8Array(32).fill(seed) })
  const store = createWitnessStore(createMemoryStore())
  let witness: Witness | null = null
  let asked = 0
  const state: { conduct: Conduct } = { conduct: 'honest' }
  async function answer(body: string): Promise<HttpAnswer | null> {
    if (state.conduct === 'silent') return null
    if (state.conduct === 'lying') return { ...away, status: 200, body: nonsense }
    if (witness === null || state.conduct === 'down') return away
    return answerOf(await witness.addCheckpoint(body, instantOf(Date.now())))
  }
  async function respond(body: string, response: ServerResponse): Promise<void> {
    const given = await answer(body)
    if (given !== null) response.writeHead(given.status).end(given.body)
  }
  const server = createServer((request, response) => {
    asked += 1
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void respond(Buffer.concat(chunks).toString(), response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  const { port } = address
  return Object.assign(state, {
    name,
    line: `witness ${name} ${formatPublicKey(createWitness({ secret, logs: [], store }).publicKey)} http://127.0.0.1:${String(port)}`,
    watch: (logKey: string) => {
      witness = createWitness({ secret, logs: [createVerifier(parsePublicKey(logKey))], store })
    },
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

const away: HttpAnswer = { status: 503, contentType: 'text/plain', body: 'away\n' }

/** A line in the form of a cosignature, by nobody. */
const nonsense = `\u2014 nobody.example ${Buffer.alloc(76).toString('base64')}\n`
