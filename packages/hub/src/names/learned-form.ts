export type Field = 'day' | 'hour' | 'minute' | 'month' | 'second' | 'year' | 'yy'

/** What a run of digits in a name stands for: parts of the time, or something else that may be any number. */
export type Meaning = readonly Field[] | 'other'

/** How names of one recorder look: what is the time, and which words tell its cameras apart. */
export interface LearnedForm {
  /** With a group for each part of the time, and one for each word. */
  readonly form: RegExp
  readonly words: readonly string[]
}

/**
 * A part of the example: digits of the time, a word of letters and other digits, or what stands between.
 * Words tell cameras apart. From one name nobody knows which of them do, and to take two cameras for one would
 * show the place of the one for what the other saw: every word counts, but for what is plainly none of them.
 */
type Piece =
  | { readonly kind: 'time'; readonly fields: Exclude<Meaning, 'other'> }
  | { readonly kind: 'word' | 'between'; readonly text: string }

/** A number of three digits or more behind the time counts files: no house has so many cameras. */
const counter = /^\d{3,}$/
/** `2026Y11M23D21h10m05s`: a letter at the digits of the time says which they are. */
const unit = /^[ymdhs]$/i

/** @param dated the folders, by number, that tell the date again */
export function formOf(
  example: string,
  way: readonly Meaning[],
  dated: { readonly from: number; readonly to: number },
): LearnedForm {
  const words: string[] = []
  const rest = [...way]
  const segments = example.split('/').map((segment, at, all) => {
    const isFile = at === all.length - 1
    const end = isFile ? segment.lastIndexOf('.') : -1
    const name = end > 0 ? segment.slice(0, end) : segment
    // with the extension go the digits in it: `.mp4` is no part of a time
    const ending = end > 0 ? String.raw`\.\w+` : ''
    const pieces = piecesOf(name, rest)
    if (end > 0) rest.splice(0, [...segment.slice(end).matchAll(/\d+/g)].length)
    const again = at >= dated.from && at < dated.to && pieces.every(({ kind }) => kind !== 'time')
    return again ? '[^/]+' : `${segmentForm(pieces, words)}${ending}`
  })
  return { form: new RegExp(`^${segments.join('/')}$`, 'u'), words }
}

/** Takes the meanings of the runs in this segment off the front of `rest`. */
function piecesOf(segment: string, rest: Meaning[]): readonly Piece[] {
  const pieces: Piece[] = []
  for (const [text] of segment.matchAll(/\d+|[\p{L}\p{M}]+|[^\d\p{L}\p{M}]+/gu)) {
    const meaning = /^\d/.test(text) ? (rest.shift() ?? 'other') : null
    const last = pieces.at(-1)
    if (meaning !== null && meaning !== 'other') pieces.push({ kind: 'time', fields: meaning })
    else if (meaning === null && !/^[\p{L}\p{M}]/u.test(text))
      pieces.push({ kind: 'between', text })
    else if (last?.kind === 'word')
      pieces[pieces.length - 1] = { kind: 'word', text: last.text + text }
    else pieces.push({ kind: 'word', text })
  }
  return pieces
}

function segmentForm(pieces: readonly Piece[], words: string[]): string {
  const first = pieces.findIndex(({ kind }) => kind === 'time')
  if (first === -1) return named(words, '[^/]+')
  const lastTime = pieces.findLastIndex(({ kind }) => kind === 'time')
  const before = prefixForm(pieces.slice(0, first), words)
  const after = pieces.slice(first).map((piece, at) => {
    if (piece.kind === 'time') return timeForm(piece.fields)
    if (piece.kind === 'between' || isUnit(pieces, first + at)) return literally(piece.text)
    if (first + at > lastTime && counter.test(piece.text)) return String.raw`\d+`
    return named(words, String.raw`[\p{L}\p{M}\d]+`)
  })
  return before + after.join('')
}

/** Before the time stands a name of the owner's own, of as many words as they like: `Front Door_`, `Garage_`. */
function prefixForm(pieces: readonly Piece[], words: string[]): string {
  const end = pieces.findLastIndex(({ kind }) => kind === 'word')
  const between = pieces.slice(end + 1).map((piece) => (piece.kind === 'time' ? '' : piece.text))
  const separator = literally(between.join(''))
  if (end === -1) return separator
  // a letter that touches the time keeps the name from taking digits of it
  return separator === ''
    ? named(words, String.raw`[^/]*?[\p{L}\p{M}]`)
    : named(words, '[^/]+?') + separator
}

function isUnit(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at]
  if (piece?.kind !== 'word' || pieces[at - 1]?.kind !== 'time') return false
  return pieces[at + 1]?.kind === 'time' ? !/\d/.test(piece.text) : unit.test(piece.text)
}

function timeForm(fields: Exclude<Meaning, 'other'>): string {
  return fields
    .map((field) => `(?<${field}>${String.raw`\d`}{${field === 'year' ? '4' : '2'}})`)
    .join('')
}

function named(words: string[], form: string): string {
  const name = `word${String(words.length)}`
  words.push(name)
  return `(?<${name}>${form})`
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
