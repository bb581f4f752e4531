// `npm start` and `npm test` on a fresh machine: installs what is missing, then runs the program under the
// pinned Node. Plain JavaScript without dependencies: any Node from 20.19 on starts it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

import { installDebianPackages } from './debian.mjs'
import { plans } from './plans.mjs'

const root = dirname(import.meta.dirname)
const [planName = 'start', ...rest] = process.argv.slice(2)

/** Our packages resolve to their sources; warnings about Web Crypto being young are not for users. */
const nodeFlags = ['--conditions=porchlight', '--disable-warning=ExperimentalWarning']

refuseOldNode()
const plan = plans[planName]
if (plan === undefined) stop(`Unknown plan: ${planName}. Known: ${Object.keys(plans).join(', ')}`)
installNodePackages()
installDebianPackages(plan.needs ?? [])
const node = pinnedNode()
for (const step of plan.steps(rest)) run(step)

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  stop(`Porchlight needs Node 20.19 or newer to start; this is ${process.versions.node}.`)
}

/** Runs `npm ci` once for each state of the lock file. */
function installNodePackages() {
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
function pinnedNode() {
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

/** A step is `{ tool, args }` (a command from node_modules/.bin) or `{ args }` (a program for Node itself). */
function run({ tool, args, env, says }) {
  if (says !== undefined) console.error(says)
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  const command = tool ?? node
  const words = tool === undefined ? [...nodeFlags, ...args] : args
  exitUnlessGood(
    spawnSync(command, words, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env, PATH: path },
    }),
  )
}

function exitUnlessGood({ status, signal, error }) {
  if (error !== undefined) stop(error.message)
  if (signal !== null) process.exit(signal === 'SIGINT' ? 130 : 1)
  if (status !== 0) process.exit(status ?? 1)
}

function stop(message) {
  console.error(message)
  return process.exit(1)
}
