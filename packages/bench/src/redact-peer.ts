import { join } from 'node:path'

import type { CopyPage } from '@porchlight/e2e'

/** mediabunny as its makers bundle it, for pages without modules: it is `Mediabunny` there. */
const bundle = join(
  import.meta.dirname,
  '../../../node_modules/mediabunny/dist/bundles/mediabunny.min.cjs',
)

interface Cut {
  readonly from: number
  readonly to: number
}

/**
 * The same cut encoded anew in the page by mediabunny alone, into memory: without boxes, worker, file of the site,
 * rebuilding and proof.
 *
 * @returns seconds
 */
export async function plainInPage(page: CopyPage, path: string, cut: Cut): Promise<number> {
  page.lay(path)
  if (!(await page.page.evaluate(() => 'Mediabunny' in globalThis)))
    await page.page.addScriptTag({ path: bundle })
  const trim = JSON.stringify({ start: cut.from, end: cut.to })
  const seconds: unknown = await page.page.evaluate(program(trim))
  if (typeof seconds !== 'number') throw new Error('The page gives no time')
  return seconds
}

/** As text: what it calls is there in the page only. */
function program(trim: string): string {
  return `(async () => {
    const file = await (await fetch('/original')).blob()
    const { ALL_FORMATS, BlobSource, BufferTarget, Conversion, Input, Mp4OutputFormat, Output, Quality } = Mediabunny
    const started = performance.now()
    const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) })
    const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() })
    const video = { codec: 'avc', forceTranscode: true, quality: new Quality('high'), keyFrameInterval: 2, fit: 'contain' }
    const conversion = await Conversion.init({ input, output, trim: ${trim}, tracks: 'primary', tags: {}, video, audio: { discard: true } })
    await conversion.execute()
    if (output.target.buffer.byteLength === 0) throw new Error('Nothing was encoded')
    return (performance.now() - started) / 1000
  })()`
}
