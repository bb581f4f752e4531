import { open as openFile, readFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

import { open } from '@porchlight/agency'
import type { Sink } from '@porchlight/agency'
import { nodeTools as openingTools } from '@porchlight/agency/node'
import { paddedSize } from '@porchlight/core'
import { fileSource, nodeTools, sealToFile } from '@porchlight/owner/node'

/** Written as `age` writes: left to the system to bring to disk. The product's own sink syncs. */
class PlainFile implements Sink {
  readonly #file: FileHandle

  constructor(file: FileHandle) {
    this.#file = file
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#file.write(bytes)
  }

  async commit(): Promise<void> {
    await this.#file.close()
  }

  async discard(): Promise<void> {
    await this.#file.close()
  }
}

/**
 * One seal or one opening in a process of its own, so that its memory is its own: `seal RECIPIENT FROM
 * TO BYTES` or `open IDENTITY FROM TO`, and after these `BYTES CONTENT SEALED` where the digests that
 * sealing printed are to be compared, as an agency does. Prints the seconds that it took, without the
 * start of the process, and the most memory that it ever had, in bytes.
 */
const [what, key = '', from = '', to = '', size = '', sha256 = '', sealed = ''] =
  process.argv.slice(2)
const bytes = Number(size)

let digests = { content: sha256, sealed }
const started = performance.now()
if (what === 'seal') {
  const file = await sealToFile(
    {
      source: fileSource(from),
      bytes,
      paddedTo: paddedSize(bytes),
      recipients: [key],
      tools: nodeTools,
    },
    to,
  )
  digests = file.digests
} else {
  await open({
    source: fileSource(from),
    keys: [{ kind: 'identity', identity: key }],
    content: sha256 === '' ? null : { bytes, sha256 },
    sealed: sealed === '' ? null : sealed,
    sink: new PlainFile(await openFile(to, 'w')),
    tools: openingTools,
  })
}

const seconds = (performance.now() - started) / 1000

// "VmHWM: Peak resident set size" (proc_pid_status(5)), in KiB
const status = await readFile('/proc/self/status', 'utf8')
const memory = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) * 1024
console.log(JSON.stringify({ seconds, memory, digests }))
