import { copyFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { Shown } from '@porchlight/owner'
import Database from 'libsql'
import { z } from 'zod'

import { videoNames } from '../folders.ts'
import { unlessGone } from './unless-gone.ts'

/** What motion wrote down of one film. */
export interface MotionFilm {
  /** Of its first picture, which is one before the event where motion keeps some (`pre_capture`). */
  readonly starts: Shown
  /** When motion closed the film: `event_gap` after its last picture, so that it is no longer than this. */
  readonly closed: Shown | null
  /** Whether it is of an event, and not a time lapse. */
  readonly isEvent: boolean
}

export interface MotionLogTools {
  /** Of the recordings. */
  readonly folder: string
  /** Where the owner said that it is; null where it is looked for in the folder. */
  readonly named: string | null
  /** For the copy that is read. */
  readonly scratch: string
}

/** Years of films have a few hundred megabytes. */
const maxBytes = 512 * 1024 * 1024
const names = /\.(?:db3?|sqlite3?)$/i

/**
 * The database that motion keeps of its films (`sql_query`; the names of its documentation: `filename`,
 * `time_stamp`, `file_type`, `movie_end`). Only a copy is opened: motion waits for no lock by default
 * (`database_busy_timeout`), and loses a row that somebody's reading keeps it from writing.
 */
export class MotionLog {
  readonly #tools: MotionLogTools
  #read = ''
  #count = 0
  /** By the last part of their names: motion may know the folder by another path. */
  #films: Films = new Map()

  constructor(tools: MotionLogTools) {
    this.#tools = tools
  }

  /** How many films it tells of; null where there is no such database. */
  get count(): number | null {
    return this.#read === '' ? null : this.#count
  }

  /** Reads it again where it has changed. What cannot be read now is read the next time. */
  async refresh(): Promise<void> {
    const found = await this.#find()
    if (found === null) {
      this.#films.clear()
      this.#read = ''
      return
    }
    const state = await stateOf(found)
    if (state === null || state === this.#read) return
    const films = await this.#readCopy(found, state)
    if (films === null) return
    this.#films = films
    this.#count = [...films.values()].reduce((sum, { length }) => sum + length, 0)
    this.#read = state
  }

  /** Null where motion wrote nothing of it. */
  of(key: string): MotionFilm | null {
    const films = this.#films.get(lastPart(key)) ?? []
    return films.find(({ path }) => path === key || path.endsWith(`/${key}`)) ?? null
  }

  async #find(): Promise<string | null> {
    const { folder, named } = this.#tools
    if (named !== null) return resolve(folder, named)
    const entries = await unlessGone(async () => await readdir(folder))
    const name = entries?.toSorted().find((one) => names.test(one))
    return name === undefined ? null : join(folder, name)
  }

  /** Null where motion wrote while it was copied, or it is no such database. */
  async #readCopy(path: string, before: string): Promise<Films | null> {
    const directory = await mkdtemp(join(this.#tools.scratch, 'motion-'))
    try {
      const copy = join(directory, 'films.db')
      for (const ending of ['', '-wal'])
        await unlessGone(async () => {
          await copyFile(path + ending, copy + ending)
        })
      return (await stateOf(path)) === before ? filmsIn(copy) : null
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  }
}

type Films = Map<string, readonly (MotionFilm & { readonly path: string })[]>

/** What tells that a database is as it was; null where it is being written, or is no file to read. */
async function stateOf(path: string): Promise<string | null> {
  const [database, wal, journal] = await Promise.all(
    ['', '-wal', '-journal'].map(
      async (ending) => await unlessGone(async () => await stat(path + ending)),
    ),
  )
  if (database?.isFile() !== true || database.size > maxBytes || (journal?.size ?? 0) > 0)
    return null
  const parts = [database, wal].map((one) => `${String(one?.size)} ${String(one?.mtimeMs)}`)
  return [path, ...parts].join(' ')
}

const Name = z.object({ name: z.string() })
const Columns = z.array(Name)
/** Whatever the owner's own query wrote; a row that is otherwise is passed over. */
const Row = z.object({
  path: z.string(),
  starts: z.string(),
  closed: z.string().nullable(),
  type: z.number().nullable(),
})
/** Motion's `%n`: a film of an event; 32 is a time lapse. */
const eventType = 8

function filmsIn(copy: string): Films | null {
  try {
    const database = new Database(copy)
    try {
      return readFilms(database)
    } finally {
      database.close()
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_'))
      return null
    throw error
  }
}

function readFilms(database: Database.Database): Films {
  const films: Films = new Map()
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
  for (const { name } of Columns.parse(tables)) {
    const query = queryOf(database, name)
    for (const row of query === null ? [] : database.prepare(query).iterate()) {
      const film = filmOf(row)
      // a name that was given again is that of the newest film
      if (film !== null)
        films.set(lastPart(film.path), [
          film,
          ...(films.get(lastPart(film.path)) ?? []).filter(({ path }) => path !== film.path),
        ])
    }
  }
  return films
}

/** Null for a table that is none of films. */
function queryOf(database: Database.Database, table: string): string | null {
  const quoted = `"${table.replaceAll('"', '""')}"`
  const info: unknown[] = database.prepare(`PRAGMA table_info(${quoted})`).all()
  const has = new Set(Columns.parse(info).map(({ name }) => name))
  const path = ['filename', 'file_name'].find((name) => has.has(name))
  if (path === undefined || !has.has('time_stamp')) return null
  const closed = has.has('movie_end') ? 'movie_end' : 'NULL'
  const type = has.has('file_type') ? 'file_type' : 'NULL'
  return `SELECT ${path} AS path, time_stamp AS starts, ${closed} AS closed, ${type} AS type FROM ${quoted} ORDER BY time_stamp`
}

function filmOf(value: unknown): (MotionFilm & { readonly path: string }) | null {
  const { data } = Row.safeParse(value)
  if (data === undefined || !videoNames.test(data.path)) return null
  const starts = shownOf(data.starts)
  if (starts === null) return null
  const closed = data.closed === null ? null : shownOf(data.closed)
  return { path: data.path, starts, closed, isEvent: (data.type ?? eventType) === eventType }
}

/** `2026-11-29 01:52:14` as motion writes it. */
function shownOf(text: string): Shown | null {
  const { data } = Shown.safeParse(text.trim().replace(' ', 'T').slice(0, 19))
  return data === undefined || Number.isNaN(Date.parse(`${data}Z`)) ? null : data
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
