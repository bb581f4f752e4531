/** Why the hub would not ask a camera at an address, as its owner types it; null where it would. */
export function cameraAddressFault(
  text: string,
): 'no-address' | 'encrypted' | 'with-password' | 'far' | null {
  const url = URL.parse(/^\w+:\/\//.test(text) ? text : `http://${text}`)
  if (url === null || url.hostname === '') return 'no-address'
  if (url.protocol === 'https:') return 'encrypted'
  if (url.protocol !== 'http:') return 'no-address'
  if (url.username !== '' || url.password !== '') return 'with-password'
  return isFar(url.hostname) ? 'far' : null
}

/** Numbers of another network; names are looked up by the hub when it asks. RFC 1918, RFC 3927, loopback. */
function isFar(host: string): boolean {
  const parts = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(host)
  if (parts === null) return false
  const [first, second] = [Number(parts[1]), Number(parts[2])]
  const isNear =
    first === 10 ||
    first === 127 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254)
  return !isNear
}
