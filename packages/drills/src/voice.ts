/** Where a drill speaks: results, and progress. */
export interface Voice {
  readonly say: (line: string) => void
  readonly note: (line: string) => void
}

/** Tells of work as it passes 10 %, 20 % …; what it is given may exceed `total` (padding, headers). */
export function inTenths(total: number, tell: (percent: string) => void): (done: number) => void {
  let told = 0
  return (done) => {
    const tenths = Math.min(10, Math.floor((done / total) * 10))
    if (tenths <= told) return
    told = tenths
    tell(`${String(tenths * 10)} %`)
  }
}
