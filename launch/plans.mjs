// What each npm script does, as steps for launch.mjs. A step is a program for the pinned Node or a tool of node_modules.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)

/** Programs that the tests hold our work against. */
const testPrograms = [
  'age',
  'bwrap',
  'chromium',
  'curl',
  'exiftool',
  'ffmpeg',
  'go',
  'mosquitto',
  'motion',
  'strace',
  // over a hundred packages: only where its tests are wanted
  ...(process.env.HUB_REAL === '1' ? ['zmc'] : []),
]

export const plans = {
  start: {
    steps: (rest) => [
      ...words(),
      ...web(),
      { args: ['packages/cli/src/main.ts', 'demo', ...rest] },
    ],
  },
  build: { steps: () => [...words(), ...web()] },
  check: { steps: () => [...words(), { args: ['launch/check.mjs'] }] },
  test: {
    needs: testPrograms,
    steps: () => [
      ...words(),
      ...web(),
      { args: ['launch/check.mjs', 'types', 'lint', 'format', 'unused'] },
      { args: ['launch/test.mjs', 'all'] },
    ],
  },
  bench: {
    needs: ['age', 'bwrap', 'chromium', 'ffmpeg'],
    steps: (rest) => [...words(), ...web(), { args: ['packages/bench/src/main.ts', ...rest] }],
  },
  drill: {
    needs: ['age', 'bwrap', 'chromium', 'curl', 'exiftool', 'ffmpeg', 'gcore', 'strace'],
    steps: (rest) => [...words(), ...web(), { args: ['packages/drills/src/main.ts', ...rest] }],
  },
}

/** Compiles the words of the two programs that show any, where they changed. */
function words() {
  return ['packages/server', 'packages/web'].flatMap((where) => {
    const outdir = `${where}/src/words`
    const sources = [`${where}/messages`, `${where}/project.inlang/settings.json`]
    if (!staler(`${outdir}/runtime.js`, sources)) return []
    const project = `${where}/project.inlang`
    const args = ['compile', '--silent', '--project', project, '--outdir', outdir]
    return [{ tool: 'paraglide-js', args }]
  })
}

/** Builds the web apps, where anything that they are made of changed. */
function web() {
  const sources = [
    'package-lock.json',
    ...[
      'messages',
      'src',
      'owner.html',
      'agency.html',
      'desk.html',
      'hub.html',
      'vite.config.ts',
    ].map((part) => `packages/web/${part}`),
    ...['agency', 'core', 'log', 'owner'].map((name) => `packages/${name}/src`),
  ]
  if (!staler('packages/web/dist/.vite/manifest.json', sources)) return []
  const args = ['build', '--logLevel', 'warn', 'packages/web']
  return [{ tool: 'vite', args, says: 'Building the web pages …' }]
}

/** Whether a made file is absent or older than one of its sources. */
function staler(made, sources) {
  const path = join(root, made)
  if (!existsSync(path)) return true
  const { mtimeMs } = statSync(path)
  return sources.some((source) => newest(join(root, source)) > mtimeMs)
}

/** When a file, or anything below a directory, was last changed; what is compiled does not count. */
function newest(path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  const below = readdirSync(path).filter((name) => name !== 'words')
  return Math.max(0, ...below.map((name) => newest(join(path, name))))
}
