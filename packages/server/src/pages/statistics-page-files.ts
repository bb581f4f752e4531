import type { FastifyInstance } from 'fastify'

import type { LogReading } from '../log/browse.ts'
import { logPath } from './log-page-paths.ts'
import { sendText } from './send.ts'
import type { PageSource } from './source.ts'
import { tableNames, tablesOf } from './statistics-page-tables.ts'

/** The numbers for spreadsheets and programs. */
export function mountStatisticsFiles(app: FastifyInstance, source: PageSource): void {
  app.get('/statistics.csv', async (request, reply) => {
    const text = statisticsCsv(source.instance().origin, await source.log())
    reply.header('content-disposition', 'attachment; filename="statistics.csv"')
    return await sendText(request, reply, { type: 'text/csv; charset=utf-8; header=present', text })
  })
  app.get('/statistics.json', async (request, reply) => {
    const text = statisticsJson(source.instance().origin, await source.log())
    return await sendText(request, reply, { type: 'application/json; charset=utf-8', text })
  })
}

/** Every number with the address of the entries it was counted from: RFC 4180 CSV. All keys are of closed forms, without commas. */
function statisticsCsv(origin: string, reading: LogReading): string {
  const tables = tablesOf(reading)
  const rows = tableNames.flatMap((table) =>
    tables[table].map(({ key, count, filter }) => [
      table,
      key,
      String(count),
      `${origin}${logPath(filter)}`,
    ]),
  )
  return [['table', 'key', 'count', 'entries'], ...rows]
    .map((fields) => `${fields.join(',')}\r\n`)
    .join('')
}

/** The same for programs, with the checkpoint that it was computed under. */
function statisticsJson(origin: string, reading: LogReading): string {
  const { size, root, cosignatures, quorum } = reading.head
  const tables = Object.entries(tablesOf(reading)).map(([table, rows]) => {
    const numbers = rows.map(({ key, count, filter }) => {
      return { key, count, entries: `${origin}${logPath(filter)}` }
    })
    return [table, numbers] as const
  })
  return JSON.stringify({
    origin,
    checkpoint: { size, root: Buffer.from(root).toString('base64'), cosignatures, quorum },
    medianSecondsToClose: reading.numbers.toClose.medianSeconds,
    ...Object.fromEntries(tables),
  })
}
