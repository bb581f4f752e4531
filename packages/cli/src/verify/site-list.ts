import { Digest, jsonOf } from '@porchlight/core'

/** More files than this are no release of ours; a list without end would be read for ever. */
const maxFiles = 10_000

/** The files of a release with their SHA-256; null where the text is no such list. */
export function readList(bytes: Uint8Array): ReadonlyMap<string, Digest> | null {
  const json = jsonOf(new TextDecoder().decode(bytes))
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  const list = new Map<string, Digest>()
  for (const [path, value] of Object.entries(json)) {
    const digest = Digest.safeParse(value)
    if (!digest.success || !isPath(path)) return null
    list.set(path, digest.data)
  }
  return list.size === 0 || list.size > maxFiles ? null : list
}

/** `assets/owner-DNJFs_Qd.js`, `owner.html`: nothing that leads elsewhere. */
function isPath(path: string): boolean {
  return /^(?:[A-Za-z0-9_@-][A-Za-z0-9._@-]*\/)*[A-Za-z0-9_@-][A-Za-z0-9._@-]*$/.test(path)
}
