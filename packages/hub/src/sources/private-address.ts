import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Where nothing leaves the house: loopback, RFC 1918, link-local, unique local (RFC 4193). */
const within = new BlockList()
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  within.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  within.addSubnet(network, bits, 'ipv6')

export function isPrivate(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && within.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Every address of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>

/**
 * The address to connect to, so that the name is not asked again and answered otherwise.
 *
 * @returns null where the name has no address, or any that is not of the house
 */
export async function privateAddressOf(
  host: string,
  resolve: Resolve = everyAddress,
): Promise<string | null> {
  const name = host.startsWith('[') ? host.slice(1, -1) : host
  const addresses = isIP(name) === 0 ? await resolve(name) : [name]
  return addresses.every((address) => isPrivate(address)) ? (addresses[0] ?? null) : null
}

async function everyAddress(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return []
    throw error
  }
}
