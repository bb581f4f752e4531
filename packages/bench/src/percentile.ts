/** The value that so many in a hundred do not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const at = Math.ceil((values.length * part) / 100) - 1
  return values.toSorted((a, b) => a - b)[Math.max(0, at)] ?? Number.NaN
}
