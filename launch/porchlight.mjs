#!/usr/bin/env node
// The command `porchlight`: the program of packages/cli under the pinned Node, in the directory that it was called from.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import {
  commandFlags,
  exitUnlessGood,
  installNodePackages,
  nodeEnvironment,
  pinnedNode,
  refuseOldNode,
  root,
} from './environment.mjs'

refuseOldNode()
installNodePackages()
const program = join(root, 'packages', 'cli', 'src', 'main.ts')
const words = process.argv.slice(2)
become(pinnedNode(), [...commandFlags(words[0]), program, ...words])

/** One process that only waits for another costs 45 MiB; Node before 22.15 knows no other way. */
function become(node, args) {
  if (typeof process.execve === 'function' && process.platform !== 'win32')
    process.execve(node, [node, ...args], nodeEnvironment)
  // Ctrl-C reaches the program itself, which cleans up
  process.on('SIGINT', () => undefined)
  exitUnlessGood(spawnSync(node, args, { stdio: 'inherit', env: nodeEnvironment }))
}
