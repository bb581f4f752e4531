import { spawnSync } from 'node:child_process'

/** What a program may touch and use: everything else of this machine is not there for it. */
export interface Reach {
  /** Files that it may read. */
  readonly reads: readonly string[]
  /** Files that it may write; they have to be there. */
  readonly writes: readonly string[]
  /** Of all processors together; it ends then, whether or not somebody still watches it. */
  readonly cpuSeconds: number
}

/**
 * `bubblewrap`: own namespaces, no network, no other files. `no-network`: every file of this user, no network.
 * `limits`: as any program of this user. The first three have limits of memory, time and size; `none` has nothing.
 */
export type SandboxKind = 'bubblewrap' | 'no-network' | 'limits' | 'none'

let known: SandboxKind | null = null

/** The best that this system has, found out once: programs have to be installed, and users let to make namespaces. */
export function sandboxKind(): SandboxKind {
  known ??= kinds.find(works) ?? 'none'
  return known
}

/** Where Debian, Homebrew and people who compile put programs. */
export const searchPath = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin'

/** A program and its arguments as they are started inside the fence, where there is one. */
export function fenced(
  [tool, args]: readonly [string, readonly string[]],
  reach: Reach,
  kind: SandboxKind = sandboxKind(),
): readonly [string, readonly string[]] {
  if (kind === 'none') return [tool, args]
  return ['sh', ['-c', limits(reach), 'sh', ...wallsOf(kind, reach), tool, ...args]]
}

const kinds = ['bubblewrap', 'no-network', 'limits'] as const

function works(kind: SandboxKind): boolean {
  const reach = { reads: [], writes: [], cpuSeconds: 60 }
  const [program, words] = fenced(['true', []], reach, kind)
  return spawnSync(program, [...words], { env: { PATH: searchPath } }).status === 0
}

/** Pictures of 8K in a dozen threads take less; a file made to fill the memory wants more. */
const maxMemoryBytes = 8 * 1024 ** 3
/** The largest clip that may be sent is smaller; a file that never ends fills no disk. */
const maxFileBytes = 16 * 1024 ** 3

/** A shell sets them for what takes its place. macOS knows no limit of memory; all others have to hold. */
function limits({ cpuSeconds }: Reach): string {
  const kibibytes = String(maxMemoryBytes / 1024)
  const blocks = String(maxFileBytes / 512)
  const must = `ulimit -c 0 && ulimit -n 256 && ulimit -t ${String(cpuSeconds)} && ulimit -f ${blocks}`
  return `${must} && { ulimit -v ${kibibytes} || test "$(uname)" = Darwin; } && exec "$@"`
}

function wallsOf(kind: Exclude<SandboxKind, 'none'>, reach: Reach): readonly string[] {
  if (kind === 'limits') return []
  // only root may do so without becoming a user of its own
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user']
  if (kind === 'no-network') return ['unshare', ...asRoot, '--net']
  return [
    'bwrap',
    ...walls,
    ...system.flatMap((path) => ['--ro-bind-try', path, path]),
    ...furniture,
    ...reach.reads.flatMap((path) => ['--ro-bind', path, path]),
    ...reach.writes.flatMap((path) => ['--bind', path, path]),
  ]
}

/** Programs and their libraries; nothing of anybody's. */
const system = ['/usr', '/bin', '/lib', '/lib64', '/etc/ld.so.cache', '/etc/alternatives']

const walls = ['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL']
const furniture = ['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp']
