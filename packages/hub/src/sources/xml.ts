/** An element by its local name: prefixes are whatever a sender chose. Attributes are of no interest here. */
export interface Element {
  readonly name: string
  readonly children: readonly Element[]
  /** Directly in it, without white space around it. */
  readonly text: string
}

/** The answers that are read here have seven levels. */
const maxDepth = 20

/** What stands between two places without a `<`: a tag, a comment, an instruction, or text. */
const pieces = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(?<tag>\/?[^<>!?][^<>]*)>|(?<text>[^<]+)/gy
const tagForm =
  /^(?<end>\/?)(?:[\w.-]+:)?(?<name>[A-Za-z_][\w.-]*)(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(?<empty>\/?)$/

/**
 * As much of XML as a machine's plain answer has: elements and text. A document type, an entity of one's own or a
 * CDATA section is refused, and so is whatever does not close as it opened.
 *
 * @returns null where it is not that
 */
export function parseXml(text: string): Element | null {
  const root = opened('')
  const open = [root]
  pieces.lastIndex = 0
  let end = 0
  for (let match = pieces.exec(text); match !== null; match = pieces.exec(text)) {
    end = pieces.lastIndex
    const { tag, text: said } = match.groups ?? {}
    const inner = open.at(-1)
    if (inner === undefined) return null
    if (said !== undefined) inner.text += said
    if (tag !== undefined && !step(open, inner, tag)) return null
  }
  const [only, ...others] = root.children
  const whole = end === text.length && open.length === 1 && root.text.trim() === ''
  return whole && only !== undefined && others.length === 0 ? closed(only) : null
}

interface Open {
  readonly name: string
  readonly children: Open[]
  text: string
}

/** One tag further; false where it fits nowhere. */
function step(open: Open[], inner: Open, tag: string): boolean {
  const groups = tagForm.exec(tag)?.groups
  const name = groups?.['name']
  if (groups === undefined || name === undefined) return false
  if (groups['end'] !== '') {
    if (groups['empty'] !== '' || open.length === 1 || inner.name !== name) return false
    open.pop()
    return true
  }
  const element = opened(name)
  inner.children.push(element)
  if (groups['empty'] === '') open.push(element)
  return open.length <= maxDepth
}

function opened(name: string): Open {
  return { name, children: [], text: '' }
}

function closed({ name, children, text }: Open): Element {
  return { name, children: children.map(closed), text: text.trim() }
}

/** The first of that path below an element; null where there is none. */
export function below(element: Element | null, ...path: readonly string[]): Element | null {
  let found = element
  for (const name of path) found = found?.children.find((child) => child.name === name) ?? null
  return found
}
