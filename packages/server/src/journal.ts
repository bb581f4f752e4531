import { pino } from 'pino'

/**
 * The server's own log. Its type is the list of what may be written: no address, no name, no path, no
 * identifier of a person or a submission can get in, because no function takes one.
 */
export interface Journal {
  readonly started: (fields: { readonly port: number; readonly demo: boolean }) => void
  readonly stopped: () => void
  /** A bug: its kind and where it happened. Not its message, which may quote what a person sent. */
  readonly bug: (error: Error) => void
  readonly event: (name: JournalEvent, count: number) => void
}

type JournalEvent =
  | 'log.recovered'
  | 'log.unavailable'
  | 'witnesses.absent'
  | 'uploads.expired'
  | 'requests.lapsed'
  | 'answers.destroyed'

/** Writes JSON lines to standard error; a demonstration, which has a reader, only its bugs. */
export function openJournal(config: { readonly demo: boolean }): Journal {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const out = pino({ ...options, level: config.demo ? 'error' : 'info' }, pino.destination(2))
  return {
    started: ({ port, demo }) => {
      out.info({ port, demo }, 'started')
    },
    stopped: () => {
      out.info('stopped')
    },
    bug: ({ name, stack = '' }) => {
      const frames = stack.split('\n').filter((line) => line.startsWith('    at '))
      out.error({ kind: name, frames }, 'bug')
    },
    event: (name, count) => {
      out.info({ count }, name)
    },
  }
}
