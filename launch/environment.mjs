// What a program of ours runs in: the packages of the lock file, and the pinned Node. Plain JavaScript without
// dependencies: any Node from 20.19 on starts it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export const root = dirname(import.meta.dirname)

/** Our packages resolve to their sources; warnings about Web Crypto being young are not for users. */
export const nodeFlags = ['--conditions=porchlight', '--disable-warning=ExperimentalWarning']

/** A hub runs for years beside a recorder: its short-lived objects get 4 MiB at a time, which saves 20 MiB. */
export function commandFlags(command) {
  return command === 'hub' ? [...nodeFlags, '--max-semi-space-size=4'] : nodeFlags
}

/**
 * What a program of ours finds in its environment. Node keeps what it made of our sources, so that the next start
 * takes half the time and 30 MiB less; where it may not write there, it goes on without.
 */
export const nodeEnvironment = { NODE_COMPILE_CACHE: join(root, '.cache', 'node'), ...process.env }

export function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(`Porchlight needs Node 20.19 or newer to start; this is ${process.versions.node}.`)
}

/** Runs `npm ci` once for each state of the lock file. */
export function installNodePackages() {
  const stamp = join(root, 'node_modules', '.installed')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.error('Installing the packages named in package-lock.json (once, about half a minute) …')
  exitUnlessGood(spawnSync('npm', ['ci'], { cwd: root, stdio: ['ignore', 2, 2] }))
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, lock)
}

/** The pinned Node that npm brought; this Node where it is new enough (and on macOS, which brings its own). */
export function pinnedNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const require = createRequire(join(root, 'package.json'))
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  try {
    const manifest = require.resolve(`${name}/package.json`)
    return join(dirname(manifest), require(manifest).bin.node)
  } catch {
    return stop(
      `No pinned Node for ${process.platform}-${process.arch}: install Node 24 and try again.`,
    )
  }
}

export function exitUnlessGood({ status, signal, error }) {
  if (error !== undefined) stop(error.message)
  if (signal !== null) process.exit(signal === 'SIGINT' ? 130 : 1)
  if (status !== 0) process.exit(status ?? 1)
}

export function stop(message) {
  console.error(message)
  return process.exit(1)
}
