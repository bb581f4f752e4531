// Prints the contract of packages/core/src/api as docs/openapi.json. A test fails where the file is stale.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { exitUnlessGood, nodeFlags, pinnedNode, root } from './environment.mjs'

if (process.execArgv.includes(nodeFlags[0])) await print()
else
  exitUnlessGood(
    spawnSync(pinnedNode(), [...nodeFlags, import.meta.filename], { stdio: 'inherit' }),
  )

async function print() {
  const { openApiText } = await import('../packages/core/src/api/openapi.ts')
  const { version } = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8'))
  writeFileSync(join(root, 'docs', 'openapi.json'), openApiText(version))
}
