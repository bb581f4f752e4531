// `npm start` and `npm test` on a fresh machine: installs what is missing, then runs the program under the
// pinned Node. Plain JavaScript without dependencies: any Node from 20.19 on starts it.
import { spawnSync } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'

import { installDebianPackages } from './debian.mjs'
import {
  exitUnlessGood,
  installNodePackages,
  nodeEnvironment,
  nodeFlags,
  pinnedNode,
  refuseOldNode,
  root,
  stop,
} from './environment.mjs'
import { plans } from './plans.mjs'

// Ctrl-C reaches the program itself, which cleans up
process.on('SIGINT', () => undefined)
const [planName = 'start', ...rest] = process.argv.slice(2)

refuseOldNode()
const plan = plans[planName]
if (plan === undefined) stop(`Unknown plan: ${planName}. Known: ${Object.keys(plans).join(', ')}`)
installNodePackages()
installDebianPackages(plan.needs ?? [])
const node = pinnedNode()
for (const step of plan.steps(rest)) run(step)

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
      env: { ...nodeEnvironment, ...env, PATH: path },
    }),
  )
}
