import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** A call as Fastify hands it to a hook: what of it a leak could write down. */
interface Call {
  readonly method: string
  readonly url: string
  readonly ip: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/**
 * Instances that leak on purpose, so that a test which finds nothing is known to look. The product has
 * no switch for it: Fastify announces each new instance on a channel, and a hook is added from outside.
 */
export async function withHook<T>(
  look: (request: Call) => void,
  work: () => Promise<T>,
): Promise<T> {
  function add(message: unknown): void {
    instanceIn(message).addHook('onRequest', async (request) => {
      look(request)
      await Promise.resolve()
    })
  }
  subscribe(channel, add)
  try {
    return await work()
  } finally {
    unsubscribe(channel, add)
  }
}

const channel = 'fastify.initialization'

/** For as long as the process lives. */
const remembered: string[] = []

/** What each leak writes down of a call, and where. */
export const leaks = {
  journal: ({ headers }: Call) => {
    process.stderr.write(`${JSON.stringify({ agent: headers['user-agent'] })}\n`)
  },
  address: ({ ip }: Call, directory: string) => {
    appendFileSync(`${directory}/leaked-address`, Buffer.from(ip).toString('hex'))
  },
  cookie: ({ headers }: Call, directory: string) => {
    const cookie = Buffer.from(`x${String(headers['cookie'])}`).toString('base64')
    appendFileSync(`${directory}/leaked-cookie`, cookie)
  },
  time: (_request: Call, directory: string) => {
    const bytes = Buffer.alloc(6)
    bytes.writeUIntBE(Date.now(), 0, 6)
    appendFileSync(`${directory}/leaked-time`, bytes)
  },
  packed: ({ headers }: Call, directory: string) => {
    appendFileSync(`${directory}/leaked-packed`, gzipSync(JSON.stringify(headers)))
  },
  deleted: ({ headers }: Call, directory: string) => {
    const agent = Buffer.from(String(headers['user-agent'])).toReversed()
    writeFileSync(`${directory}/leaked-deleted`, agent)
    rmSync(`${directory}/leaked-deleted`)
  },
  memory: ({ headers }: Call) => {
    remembered.push(Buffer.from(JSON.stringify(headers)).toString('hex'))
  },
} as const

interface Instance {
  readonly addHook: (name: 'onRequest', hook: (request: Call) => Promise<void>) => unknown
}

function instanceIn(message: unknown): Instance {
  if (typeof message === 'object' && message !== null && 'fastify' in message) {
    const { fastify } = message
    if (isInstance(fastify)) return fastify
  }
  throw new TypeError('Fastify announces itself in another way now')
}

function isInstance(value: unknown): value is Instance {
  return typeof value === 'object' && value !== null && 'addHook' in value
}
