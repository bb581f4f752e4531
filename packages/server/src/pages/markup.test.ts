// A strict reader of markup for the tests of the pages; it has no tests of its own.
import assert from 'node:assert/strict'

export interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

const voids = new Set(['meta', 'link', 'br', 'input', 'img', 'hr', 'data'])

/**
 * Every opening tag of a text in which all tags are closed in order, all attributes quoted and no
 * name given twice, and neither text nor attribute holds a bare `<` or `&`.
 */
export function tagsOf(markup: string): readonly Tag[] {
  const open: string[] = []
  const tags: Tag[] = []
  const body = markup.replace(/^<!doctype html>|^<\?xml[^>]*\?>/, '')
  const tokens = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>|[^<]+|</g
  for (const [token, closing, name = '', attributes = '', selfClosed] of body.matchAll(tokens)) {
    assert.notEqual(token, '<', `A bare < before ${body.slice(0, 200)}`)
    assertEscaped(token)
    if (!token.startsWith('<')) continue
    if (closing === '/') assert.equal(open.pop(), name, `Closed out of order: ${token}`)
    else {
      tags.push({ name, attributes: attributesOf(attributes) })
      if (selfClosed !== '/' && !voids.has(name)) open.push(name)
    }
  }
  assert.deepEqual(open, [], 'All tags are closed')
  return tags
}

/** Text between tags, with character references read. */
export function textOf(markup: string): string {
  return decoded(markup.replaceAll(/<[^>]*>/g, ' '))
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const pairs = Array.from(
    text.matchAll(/([a-zA-Z:-]+)="([^"]*)"/g),
    ([, name = '', value = '']) => {
      return [name, decoded(value)] as const
    },
  )
  const attributes = new Map(pairs)
  assert.equal(attributes.size, pairs.length, `An attribute twice: ${text}`)
  return attributes
}

function assertEscaped(text: string): void {
  const bare = text.replaceAll(/&(?:amp|lt|gt|quot|nbsp|#\d+|#x[0-9a-f]+);/g, '')
  assert.ok(!bare.includes('&'), `A bare & in ${text.slice(0, 120)}`)
}

const references: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (reference) => references[reference] ?? '')
}
