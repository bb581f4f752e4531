/** Where each of the three apps lives; their routes inside are their own. */
export const shells = [
  { file: 'owner.html', paths: ['/share/*'] },
  { file: 'agency.html', paths: ['/agency', '/agency/*'] },
  { file: 'desk.html', paths: ['/desk', '/desk/*'] },
] as const

/** Whether a file of the built apps is served here; the hub's own screen is built beside them, and is not. */
export function isServed(path: string): boolean {
  return path.startsWith('assets/') || shells.some(({ file }) => file === path)
}
