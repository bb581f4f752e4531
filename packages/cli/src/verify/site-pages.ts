import type { Served } from './site.ts'

/** Where an instance serves the documents of its apps; their names inside are the apps' own. */
const documents: ReadonlyMap<string, string> = new Map([
  ['owner.html', '/share/r00000000000a'],
  ['agency.html', '/agency'],
  ['desk.html', '/desk'],
])

/** The address of a listed file: `/app/assets/x.js` for `assets/x.js`. */
export function addressOf(path: string): string {
  return documents.get(path) ?? `/app/${path}`
}

/** Pages that the front page leads to; more are not looked at. */
const maxPages = 40

/**
 * The addresses of all scripts that the pages run: the documents of the apps, the front page and the
 * pages that it leads to. A script inside a page is named by the page.
 */
export async function scriptsOf(served: Served, origin: string): Promise<readonly string[]> {
  const front = await htmlAt('/', served)
  const linked = [...front.matchAll(/<a\b[^>]*\shref="(\/[^"#?]*)"/gi)].map(
    ([, path = '/']) => path,
  )
  const pages = new Set(['/', ...documents.values(), ...linked.slice(0, maxPages)])
  const scripts = new Set<string>()
  for (const page of pages)
    for (const script of scriptsIn(await htmlAt(page, served), { page, origin }))
      scripts.add(script)
  return [...scripts].toSorted()
}

async function htmlAt(path: string, served: Served): Promise<string> {
  const bytes = await served(path)
  return bytes === null ? '' : new TextDecoder().decode(bytes)
}

function scriptsIn(
  html: string,
  { page, origin }: { readonly page: string; readonly origin: string },
): readonly string[] {
  const found: string[] = []
  for (const [, attributes = ''] of html.matchAll(/<script\b([^>]*)>/gi)) {
    const source = /\ssrc\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1]
    if (source !== undefined) found.push(URL.parse(source, `${origin}${page}`)?.href ?? source)
    else if (!isData(attributes)) found.push(`a script inside ${origin}${page}`)
  }
  return found
}

/** Browsers run no script whose type is data. */
function isData(attributes: string): boolean {
  return /\stype\s*=\s*["']?application\/(?:ld\+)?json/i.test(attributes)
}
