// Runs groups of tests one after the other, each in runs of its own, and ends with one line that sums them: `N passed, N failed`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)

/** Tests that start other programs (age, go, exiftool …), or wait for real ones, have names of their own. */
const groups = {
  // side by side: while the tests of one wait, those of the other go on
  unit: { runs: 2, isolation: 'none', takes: (file) => !isWorld(file) && !isInterop(file) },
  interop: { runs: 1, isolation: 'none', takes: (file) => !isWorld(file) && isInterop(file) },
  // whole processes and browsers: one that dies takes only its own file along
  e2e: { runs: 1, isolation: 'process', takes: isWorld },
}

const known = { unit: ['unit'], all: ['unit', 'interop', 'e2e'] }
const names = known[process.argv[2] ?? 'all']
if (names === undefined) {
  console.error(`Unknown tests: ${process.argv[2]}. Known: ${Object.keys(known).join(', ')}`)
  process.exit(2)
}

const files = globSync('packages/*/src/**/*.test.ts', { cwd: root }).toSorted()
let [passed, failed] = [0, 0]
for (const name of names) {
  for (const total of await runGroup(name, groups[name])) {
    passed += total.passed
    failed += total.failed
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

/** @returns what each run of the group counted */
async function runGroup(name, { runs, isolation, takes }) {
  const chosen = files.filter(takes)
  if (chosen.length === 0) return []
  console.log(`${name}: ${chosen.length} files`)
  const parts = Array.from({ length: runs }, (_, part) =>
    chosen.filter((_file, at) => at % runs === part),
  )
  return await Promise.all(parts.map((part) => runFiles(part, isolation)))
}

async function runFiles(chosen, isolation) {
  const directory = mkdtempSync(join(tmpdir(), 'porchlight-totals-'))
  const totals = join(directory, 'totals.json')
  try {
    const child = spawn(process.execPath, [...flags(isolation, totals), ...chosen], {
      cwd: root,
      stdio: 'inherit',
    })
    const [status] = await once(child, 'exit')
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
