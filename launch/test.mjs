// Runs groups of tests, each in a run of its own, and ends with one line that sums them: `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)

/** Tests that start other programs (age, go, exiftool …), or wait for real ones, have names of their own. */
const groups = {
  unit: { isolation: 'none', takes: (file) => !isWorld(file) && !isInterop(file) },
  interop: { isolation: 'none', takes: (file) => !isWorld(file) && isInterop(file) },
  // whole processes and browsers: one that dies takes only its own file along
  e2e: { isolation: 'process', takes: isWorld },
}

const known = { unit: ['unit'], all: ['unit', 'interop', 'e2e'] }
const names = known[process.argv[2] ?? 'all']
if (names === undefined) {
  console.error(`Unknown tests: ${process.argv[2]}. Known: ${Object.keys(known).join(', ')}`)
  process.exit(2)
}

const files = globSync('packages/*/src/**/*.test.ts', { cwd: root }).toSorted()
const totals = names.map((name) => runGroup(name, groups[name]))
const passed = totals.reduce((sum, total) => sum + total.passed, 0)
const failed = totals.reduce((sum, total) => sum + total.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

function runGroup(name, { isolation, takes }) {
  const chosen = files.filter(takes)
  if (chosen.length === 0) return { passed: 0, failed: 0 }
  console.log(`${name}: ${chosen.length} files`)
  const directory = mkdtempSync(join(tmpdir(), 'porchlight-totals-'))
  const totals = join(directory, 'totals.json')
  try {
    const { status } = spawnSync(process.execPath, [...flags(isolation, totals), ...chosen], {
      cwd: root,
      stdio: 'inherit',
    })
    return counted(totals, status)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function flags(isolation, totals) {
  return [
    ...process.execArgv,
    '--test',
    `--test-isolation=${isolation}`,
    '--test-concurrency=1',
    '--test-reporter=./launch/failures.mjs',
    '--test-reporter-destination=stdout',
    '--test-reporter=./launch/totals.mjs',
    `--test-reporter-destination=${totals}`,
  ]
}

/** A run that died before its summary, or failed beside its tests, counts as one failure. */
function counted(totals, status) {
  let text = ''
  try {
    text = readFileSync(totals, 'utf8')
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  if (text === '') {
    console.log(`The tests ended early, with status ${status}`)
    return { passed: 0, failed: 1 }
  }
  const { passed, failed } = JSON.parse(text)
  return { passed, failed: failed === 0 && status !== 0 ? 1 : failed }
}

function isWorld(file) {
  return file.startsWith('packages/e2e/') || file.startsWith('packages/drills/')
}

function isInterop(file) {
  return file.endsWith('.interop.test.ts')
}
