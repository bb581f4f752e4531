import { spawnSync } from 'node:child_process'

/** What a program may touch: everything else of this machine is not there for it. */
export interface Reach {
  /** Files that it may read. */
  readonly reads: readonly string[]
  /** Files that it may write; they have to be there. */
  readonly writes: readonly string[]
}

/** `bubblewrap`: own namespaces, no network. `none`: as any program of this user. */
export type SandboxKind = 'bubblewrap' | 'none'

let known: SandboxKind | null = null

/** Found out once: it has to be installed, and the system has to let users make namespaces. */
export function sandboxKind(): SandboxKind {
  known ??= works(['--core=0', 'bwrap', '--unshare-all', '--ro-bind', '/', '/', 'true'])
    ? 'bubblewrap'
    : 'none'
  return known
}

/** Where Debian, Homebrew and people who compile put programs. */
export const searchPath = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin'

function works(args: readonly string[]): boolean {
  return spawnSync('prlimit', [...args], { env: { PATH: searchPath } }).status === 0
}

/** Pictures of 8K in a dozen threads take less; a file made to fill the memory wants more. */
const maxMemoryBytes = 8 * 1024 ** 3
/** The largest clip that may be sent is smaller; a file that never ends fills no disk. */
const maxFileBytes = 16 * 1024 ** 3

/** A program and its arguments as they are started inside the fence, where there is one. */
export function fenced(
  command: readonly [string, readonly string[]],
  { reads, writes }: Reach,
  kind: SandboxKind = sandboxKind(),
): readonly [string, readonly string[]] {
  if (kind === 'none') return command
  const [tool, args] = command
  const fence = [
    ...walls,
    ...system.flatMap((path) => ['--ro-bind-try', path, path]),
    ...furniture,
    ...reads.flatMap((path) => ['--ro-bind', path, path]),
    ...writes.flatMap((path) => ['--bind', path, path]),
  ]
  const limits = [
    `--as=${String(maxMemoryBytes)}`,
    `--fsize=${String(maxFileBytes)}`,
    '--core=0',
    '--nofile=256',
  ]
  return ['prlimit', [...limits, 'bwrap', ...fence, tool, ...args]]
}

/** Programs and their libraries; nothing of anybody's. */
const system = ['/usr', '/bin', '/lib', '/lib64', '/etc/ld.so.cache', '/etc/alternatives']

const walls = ['--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL']
const furniture = ['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp']
