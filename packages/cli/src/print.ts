/** Rows with their columns in line; the last column is as wide as it is. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows)
    for (const [at, cell] of row.slice(0, -1).entries())
      widths[at] = Math.max(widths[at] ?? 0, cell.length)
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(at < row.length - 1 ? (widths[at] ?? 0) : 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** `1.4 MB`: for a person. Powers of ten, as disks and phones count. */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${units[unit] ?? ''}`
}

/** `1:02` or `1:02:03.5`. */
export function duration(seconds: number): string {
  const tenths = Math.round(seconds * 10)
  const whole = Math.floor(tenths / 10)
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0') + (tenths % 10 === 0 ? '' : `.${tenths % 10}`)
  if (hours === 0) return `${String(minutes)}:${rest}`
  return `${String(hours)}:${String(minutes).padStart(2, '0')}:${rest}`
}

/** A line that shows how far something is. */
export function bar(label: string, done: number, total: number): string {
  const part = total === 0 ? 1 : Math.min(1, done / total)
  const filled = Math.round(part * barWidth)
  const percent = `${String(Math.floor(part * 100)).padStart(3)} %`
  return `${label}  [${'='.repeat(filled)}${' '.repeat(barWidth - filled)}] ${percent}`
}

const barWidth = 30

/** Text from a file or another person's machine, without what could steer the terminal. */
export function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{FFFD}')
}

/** Text in lines of at most 78 characters, each after the indent. */
export function wrapped(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > lineWidth) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((one) => indent + one).join('\n')
}

const lineWidth = 78
