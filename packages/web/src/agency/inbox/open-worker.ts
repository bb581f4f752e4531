import { open, webTools } from '@porchlight/agency'
import { codeOf, Fault } from '@porchlight/core'

import { BlobSink } from './blob-sink.ts'
import type { OpenedClip, OpenJob, OpenMessage } from './open-job.ts'
import { posterOf } from './poster.ts'

addEventListener('message', ({ data }: MessageEvent<OpenJob>) => {
  void work(data)
})

async function work(job: OpenJob): Promise<void> {
  try {
    say({ kind: 'opened', opened: await openClip(job) })
  } catch (error) {
    if (error instanceof Fault) say({ kind: 'refused', code: error.code })
    // what `fetch` and its stream throw where the connection breaks
    else say({ kind: 'refused', code: error instanceof TypeError ? 'offline' : 'internal' })
  }
}

async function openClip({ path, identity, content, sealed, type }: OpenJob): Promise<OpenedClip> {
  const response = await fetch(path)
  if (!response.ok) throw new Fault(codeOf(await response.json()))
  if (response.body === null) throw new Fault('seal/damaged')
  const sink = new BlobSink(type)
  await open({
    source: chunksOf(response.body),
    keys: [{ kind: 'identity', identity }],
    content,
    sealed,
    sink,
    tools: webTools,
    progress(bytes) {
      say({ kind: 'progress', bytes })
    },
  })
  const clip = sink.take()
  return { clip, poster: await posterOf(clip) }
}

/** @yields what the stream gives, by its reader, as not every browser iterates over streams */
async function* chunksOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    reader.releaseLock()
  }
}

function say(message: OpenMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener: its page
  postMessage(message)
}
