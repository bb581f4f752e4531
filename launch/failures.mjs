// A reporter of node:test that tells only what a person must read: what failed, what was skipped and why, what tests printed.
import { inspect } from 'node:util'

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* failures(events) {
  /** Names of the suites around the current test, by depth. */
  const path = []
  for await (const { type, data } of events) {
    if (type === 'test:start') path.splice(data.nesting, path.length, data.name)
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message
    if (type === 'test:pass' && typeof data.skip === 'string')
      yield `skipped: ${data.name}: ${data.skip}\n`
    // a suite fails because a test in it did, which was told already
    if (type === 'test:fail' && data.details.error?.failureType !== 'subtestsFailed')
      yield `FAILED ${[...path.slice(0, data.nesting), data.name].join(' › ')}\n  ${data.file}:${data.line}\n${detail(data)}\n`
  }
}

function detail({ details }) {
  const { error } = details
  return inspect(error.cause ?? error, { depth: 6 })
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}
