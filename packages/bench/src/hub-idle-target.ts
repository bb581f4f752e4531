import { openHub } from './hub-open.ts'

/**
 * A hub in the directory that the first argument names, as it is when nobody does anything. Whenever asked it
 * tells the processor time that it has used, in microseconds, and its memory in bytes.
 */
const { address } = await openHub(process.argv[2] ?? '')
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ micros: user + system, memory: process.memoryUsage.rss() })
})
// nobody is left to measure it
process.on('disconnect', () => process.exit())
process.send?.({ port: Number(new URL(address).port) })
