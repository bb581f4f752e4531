import { InvalidArgumentError } from 'commander'

/** Null for what is no address on the web. */
export function webAddress(text: string): URL | null {
  const url = URL.parse(text)
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url : null
}

/** What a person is told who gave something else: what lacks only its beginning, else an example. */
export function addressAdvice(text: string, example: string): string {
  if (!beginsWithHost.test(text)) return `For example: ${example}`
  // who names a port, this machine or a number is at home, where hardly anything has a certificate
  const scheme = /^localhost\b|^[\d.]+(?:\/|$)|:\d+/i.test(text) ? 'http' : 'https'
  return `Write http:// or https:// before it: ${scheme}://${text}`
}

/** `localhost:8123`, `nas:4747`, `192.168.1.20`, `porchlight.example/` */
const beginsWithHost = /^(?:localhost|[\w-]+(?:\.[\w-]+)+|[\w-]+(?=:\d))(?::\d+)?(?:\/\S*)?$/i

/** A reader of addresses on the web. */
export function addressLike(example: string): (text: string) => URL {
  return (text) => {
    const url = webAddress(text)
    if (url !== null) return url
    throw new InvalidArgumentError(`Not an address. ${addressAdvice(text, example)}`)
  }
}
