import { randomBytes } from 'node:crypto'

import { Entry, instantOf } from '@porchlight/core'
import Fastify from 'fastify'

// the server's own parts, which are nobody else's to use: what they do together is what is measured
import { openDatabase } from '../../server/src/db/open.ts'
import { openJournal } from '../../server/src/journal.ts'
import { openLog } from '../../server/src/log/open.ts'
import { createOutbox } from '../../server/src/log/outbox.ts'

/**
 * A server whose one route enters what it is sent into the log, by the way that every change of an
 * instance takes: parsed, queued in the database, appended, published, and its effect applied. On the
 * data directory that is the first argument. Tells the process that started it its port, and whenever
 * asked the processor time that it has used, in microseconds, and the entries that its log has.
 */
const [, , dataDirectory = ''] = process.argv
const world = {
  now: () => instantOf(Date.now()),
  random: (length: number) => randomBytes(length),
  send: async (request: Request) => await fetch(request),
  fail: (error: unknown) => {
    throw error
  },
}
const db = await openDatabase(dataDirectory)
const journal = openJournal({ demo: true })
const log = await openLog({
  ...world,
  db,
  dataDirectory,
  journal,
  origin: 'http://localhost',
  witnesses: 'quorum none\n',
})
const outbox = createOutbox({ db, log, journal, fail: world.fail })

let entered = 0
const app = Fastify({ logger: false })
app.post('/entries', async ({ body }) => {
  const entry = Entry.parse(body)
  entered += 1
  const submission = `s${String(entered).padStart(12, '0')}`
  const [index] = await outbox.enter([{ entry, effect: { kind: 'seal', submission } }])
  return { index }
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ micros: user + system, entries: log.sequencer.checkpoint.size })
})
// nobody is left to measure it
process.on('disconnect', () => process.exit())
process.send?.({ port: Number(new URL(address).port) })
