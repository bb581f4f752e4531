import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { lstat, readdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'

import { videoNames } from '../folders.ts'
import { isOfFiles, unlessGone } from './unless-gone.ts'

/** Why a folder cannot be watched; `gone` where it cannot be read now. */
export type Unwatched = 'gone' | 'limit' | 'network'

export interface WatchTools {
  readonly root: string
  /** Below the folder that the owner chose. */
  readonly maxDepth: number
  /** More are not watched: then none is. */
  readonly maxFolders: number
  /** A file is told of once nothing has happened to it for so long. */
  readonly quietMillis: number
  /** From now on nothing is missed. */
  readonly ready: () => void
  /** Recordings, by their paths below the folder, that have changed and are quiet, or have gone. */
  readonly quiet: (paths: readonly string[]) => Promise<void>
  /** More has changed than can be told: all is to be looked at. */
  readonly lost: () => void
}

/**
 * File systems whose changes are made elsewhere: the machine is not told of them. Numbers of statfs(2): NFS, SMB,
 * CIFS, SMB2, FUSE, 9P, AFS, Ceph.
 */
export const shares: ReadonlySet<number> = new Set([
  0x69_69, 0x51_7b, 0xff_53_4d_42, 0xfe_53_4d_42, 0x65_73_55_46, 0x01_02_19_97, 0x53_46_41_4f,
  0x00_c3_64_00,
])

/**
 * Watches the folders below one, not their files: of a million recordings only those are looked at to which
 * something happens. Nothing runs while nothing happens.
 */
export class FolderWatch {
  readonly #tools: WatchTools
  readonly #watchers = new Map<string, FSWatcher>()
  /** When each is to be told of, in milliseconds since 1970. */
  readonly #pending = new Map<string, number>()
  readonly #ended = Promise.withResolvers<Unwatched>()
  #timer: NodeJS.Timeout | null = null

  constructor(tools: WatchTools) {
    this.#tools = tools
  }

  /** @returns why it cannot be watched, at once or as soon as that is so; when it is stopped it rejects */
  async run(signal: AbortSignal): Promise<Unwatched> {
    signal.throwIfAborted()
    const { root } = this.#tools
    try {
      const { type } = await statfs(root)
      if (shares.has(type)) return 'network'
      signal.addEventListener('abort', () => {
        this.#ended.reject(signal.reason)
      })
      // told of below: a rejection that nobody waits for yet would end the program
      this.#ended.promise.catch(() => undefined)
      await this.#add('', false)
      this.#tools.ready()
      return await this.#ended.promise
    } catch (error) {
      if (signal.aborted || !isOfFiles(error)) throw error
      return 'gone'
    } finally {
      this.#close()
    }
  }

  /** Tells of a recording again later: it was quiet, but is not finished. */
  again(path: string, millis: number): void {
    this.#pend(path, millis)
  }

  /** Watches a folder and those below it; what is in a new one has just come. */
  async #add(folder: string, isNew: boolean): Promise<void> {
    if (this.#watchers.has(folder) || !this.#watch(folder)) return
    const entries = await unlessGone(
      async () => await readdir(join(this.#tools.root, folder), { withFileTypes: true }),
    )
    if (entries === null) {
      if (folder === '') this.#ended.resolve('gone')
      this.#forget(folder)
      return
    }
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue
      const path = below(folder, entry.name)
      if (isNew && entry.isFile() && videoNames.test(entry.name)) this.#pend(path)
      if (entry.isDirectory() && depthOf(path) <= this.#tools.maxDepth) await this.#add(path, isNew)
    }
  }

  /** @returns whether it is watched now */
  #watch(folder: string): boolean {
    if (this.#watchers.size >= this.#tools.maxFolders) {
      this.#ended.resolve('limit')
      return false
    }
    try {
      const watcher = watch(join(this.#tools.root, folder), { persistent: false })
      this.#watchers.set(folder, watcher)
      watcher.on('change', (kind, name) => {
        this.#heard(folder, kind, typeof name === 'string' ? name : null).catch(
          (error: unknown) => {
            this.#ended.reject(error)
          },
        )
      })
      watcher.on('error', () => {
        this.#forget(folder)
      })
      return true
    } catch (error) {
      if (!isOfFiles(error)) throw error
      if (isLimit(error)) this.#ended.resolve('limit')
      else if (folder === '') this.#ended.resolve('gone')
      return false
    }
  }

  async #heard(folder: string, kind: string, name: string | null): Promise<void> {
    if (name === null) {
      this.#tools.lost()
      return
    }
    if (name.startsWith('.')) return
    const path = below(folder, name)
    if (videoNames.test(name)) this.#pend(path)
    else if (kind === 'rename') await this.#renamed(path)
  }

  /** A name that came or went, and may be a folder's. */
  async #renamed(path: string): Promise<void> {
    const stats = await unlessGone(async () => await lstat(join(this.#tools.root, path)))
    if (stats?.isDirectory() === true) {
      // the same name may be another folder now
      this.#forget(path)
      if (depthOf(path) <= this.#tools.maxDepth) await this.#add(path, true)
    } else if (this.#watchers.has(path)) {
      this.#forget(path)
      this.#tools.lost()
    } else if (await this.#isGone()) this.#ended.resolve('gone')
  }

  async #isGone(): Promise<boolean> {
    return (await unlessGone(async () => await lstat(this.#tools.root))) === null
  }

  #forget(folder: string): void {
    for (const [path, watcher] of this.#watchers)
      if (path === folder || path.startsWith(`${folder}/`)) {
        watcher.close()
        this.#watchers.delete(path)
      }
  }

  #pend(path: string, millis = this.#tools.quietMillis): void {
    this.#pending.set(path, Date.now() + millis)
    this.#timer ??= this.#wait(millis)
  }

  #wait(millis: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#tell()
    }, millis)
  }

  #tell(): void {
    const now = Date.now()
    const due = [...this.#pending].filter(([, at]) => at <= now).map(([path]) => path)
    for (const path of due) this.#pending.delete(path)
    const next = Math.min(...this.#pending.values())
    this.#timer = this.#pending.size === 0 ? null : this.#wait(Math.max(next - now, 1))
    if (due.length === 0) return
    this.#tools.quiet(due).catch((error: unknown) => {
      this.#ended.reject(error)
    })
  }

  #close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#pending.clear()
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
  }
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function depthOf(path: string): number {
  return path.split('/').length
}

/** inotify_init(2): too many instances; inotify_add_watch(2): too many watches. */
function isLimit({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ENOSPC' || code === 'EMFILE' || code === 'ENFILE'
}
