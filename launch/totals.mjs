// A reporter of node:test that writes how many tests passed and failed, as one line of JSON.

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* totals(events) {
  let passed = 0
  let failed = 0
  for await (const { type, data } of events) {
    if (data?.details?.type === 'suite' || data?.skip !== undefined) continue
    // a file without tests of its own is told of as one test that passed
    if (type === 'test:pass' && !data.name.endsWith('.test.ts')) passed += 1
    if (type === 'test:fail') failed += 1
  }
  yield JSON.stringify({ passed, failed })
}
