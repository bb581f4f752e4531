/** One part of a file as ffprobe tells of it: its fields, and the tags in it. */
export interface Part {
  readonly fields: ReadonlyMap<string, string>
  readonly tags: ReadonlyMap<string, string>
}

export interface Report {
  readonly format: Part
  readonly streams: readonly Part[]
  readonly chapters: number
}

/**
 * Reads ffprobe's flat form: lines such as `streams.stream.0.tags.title="a \"b\""`. Lines of another
 * form are passed over: what is not understood is not believed.
 */
export function readReport(text: string): Report {
  const format = newPart()
  const streams = new Map<string, WritablePart>()
  const chapters = new Set<string>()
  for (const line of text.split('\n')) {
    const { where, index, tag, name, value } = lineForm.exec(line)?.groups ?? {}
    if (where === undefined || name === undefined || value === undefined) continue
    if (where === 'chapters.chapter') chapters.add(index ?? '')
    else if (where === 'format') put(format, { tag, name, value })
    else put(part(streams, index ?? ''), { tag, name, value })
  }
  return { format, streams: [...streams.values()], chapters: chapters.size }
}

const lineForm =
  /^(?<where>format|streams\.stream|chapters\.chapter)(?:\.(?<index>\d+))?\.(?<tag>tags\.)?(?<name>[\w.]+)=(?<value>.*)$/

interface WritablePart extends Part {
  readonly fields: Map<string, string>
  readonly tags: Map<string, string>
}

function newPart(): WritablePart {
  return { fields: new Map(), tags: new Map() }
}

function part(streams: Map<string, WritablePart>, index: string): WritablePart {
  const found = streams.get(index) ?? newPart()
  streams.set(index, found)
  return found
}

interface Field {
  readonly tag: string | undefined
  readonly name: string
  readonly value: string
}

function put({ fields, tags }: WritablePart, { tag, name, value }: Field): void {
  const target = tag === undefined ? fields : tags
  target.set(name, unquoted(value))
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value
  return value.slice(1, -1).replaceAll(/\\(.)/g, (_, char: string) => escapes.get(char) ?? char)
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])
