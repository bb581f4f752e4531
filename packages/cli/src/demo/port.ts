import { createServer } from 'node:net'

/** The wanted port if it is free, else any that is: an instance must know its address before it listens. */
export async function portNear(wanted: number): Promise<number> {
  return (await tryPort(wanted)) ?? (await tryPort(0)) ?? wanted
}

async function tryPort(port: number): Promise<number | null> {
  return await new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => {
      resolve(null)
    })
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        resolve(address === null || typeof address === 'string' ? null : address.port)
      })
    })
  })
}
