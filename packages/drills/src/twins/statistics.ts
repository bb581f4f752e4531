/** How far two samples are from being of one distribution. */
export interface Difference {
  /** The greatest distance between their empirical distribution functions. */
  readonly d: number
  /** How likely so great a distance is between samples of one distribution. */
  readonly p: number
}

/**
 * The two-sample test of Kolmogorov and Smirnov, with Stephens' correction for small samples (Journal of the Royal
 * Statistical Society B 32, 1970), which is good from four in each on.
 */
export function compareSamples(a: readonly number[], b: readonly number[]): Difference {
  const [left, right] = [a, b].map((sample) => sample.toSorted((x, y) => x - y))
  if (left === undefined || right === undefined || left.length < 4 || right.length < 4)
    throw new Error('Too few to compare')
  const d = distance(left, right)
  const size = Math.sqrt((left.length * right.length) / (left.length + right.length))
  return { d, p: tail((size + 0.12 + 0.11 / size) * d) }
}

function distance(a: readonly number[], b: readonly number[]): number {
  let [i, j, most] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const at = Math.min(a[i] ?? 0, b[j] ?? 0)
    while (i < a.length && (a[i] ?? 0) <= at) i += 1
    while (j < b.length && (b[j] ?? 0) <= at) j += 1
    most = Math.max(most, Math.abs(i / a.length - j / b.length))
  }
  return most
}

/** Kolmogorov's distribution from above: 2 Σ (−1)^(k−1) exp(−2k²λ²). */
function tail(lambda: number): number {
  // the series does not end for small ones, where the value is 1
  if (lambda < 0.2) return 1
  let sum = 0
  for (let k = 1; k <= 100; k++)
    sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * lambda * lambda)
  return Math.min(1, Math.max(0, sum))
}
