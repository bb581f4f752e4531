const frigatePort = '8971'

/** People leave out `https://` and the port; the port without a sign-in is none to use. Null for what is no address. */
export function frigateAddress(text: string): string | null {
  const url = addressIn(text)
  if (url === null) return null
  if (url.port === '' && !/:\d+\/?$/.test(text.trim())) url.port = frigatePort
  return url.origin
}

/** As it is typed: it is at home below any path. */
export function zoneMinderAddress(text: string): string | null {
  const url = addressIn(text)
  return url === null ? null : `${url.origin}${url.pathname}`
}

function addressIn(text: string): URL | null {
  const typed = text.trim()
  if (typed === '') return null
  const url = URL.parse(/^https?:\/\//.test(typed) ? typed : `https://${typed}`)
  return url === null || url.hostname === '' ? null : url
}
