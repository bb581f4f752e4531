import type { NetworkInterfaceInfo } from 'node:os'

/** By the names of network interfaces, as `networkInterfaces()` of node:os tells them. */
export type Networks = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** A machine with more is no machine at home; one of the first will do. */
const maxAddresses = 3

/** Whether what listens there is reached under every address of this machine. */
export function isEveryAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

/** Under which addresses others at home reach what listens on all of them: those first that a home network gives out. */
export function homeAddresses(host: string, networks: Networks): readonly string[] {
  return Object.entries(networks)
    .filter(([name]) => !insideOnly.test(name))
    .flatMap(([, infos = []]) => infos)
    .filter(({ family, internal }) => !internal && (host === '::' || family === 'IPv4'))
    .map(({ address }) => ({ address, rank: ranks.findIndex((form) => form.test(address)) }))
    .filter(({ rank }) => rank >= 0)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, maxAddresses)
    .map(({ address }) => (address.includes(':') ? `[${address}]` : address))
}

/** Networks that are inside this machine, of containers and virtual machines. */
const insideOnly =
  /^(?:docker|br-[\da-f]{12}|hassio|veth|virbr|podman|cni|flannel|cali|lxcbr|lxdbr|vboxnet|vmnet|vEthernet)/

/** Private (RFC 1918), any other of IPv4 but link-local, unique local (RFC 4193). */
const ranks = [
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/,
  /^(?!169\.254\.)[\d.]+$/,
  /^f[cd]/i,
]
