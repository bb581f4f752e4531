#!/usr/bin/env node
// The command `porchlight`: the program of packages/cli under the pinned Node, in the directory that it was called from.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import {
  exitUnlessGood,
  installNodePackages,
  nodeEnvironment,
  nodeFlags,
  pinnedNode,
  refuseOldNode,
  root,
} from './environment.mjs'

refuseOldNode()
installNodePackages()
// Ctrl-C reaches the program itself, which cleans up
process.on('SIGINT', () => undefined)
const program = join(root, 'packages', 'cli', 'src', 'main.ts')
exitUnlessGood(
  spawnSync(pinnedNode(), [...nodeFlags, program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: nodeEnvironment,
  }),
)
