import { api } from '@porchlight/core'
import { mounter, mountHeaders } from '@porchlight/server'
import cookie from '@fastify/cookie'
import Fastify from 'fastify'

/**
 * One of the two servers that `bench -- http` compares, chosen by the first argument: `bare` is
 * Fastify's own hello, `ours` is an endpoint of the contract with validation in and out, session
 * look-up hooks and our headers. Tells the process that started it its port, and whenever asked the
 * processor time that it has used, in microseconds.
 */
const app = Fastify({ logger: false })
if (process.argv[2] === 'bare') {
  app.post('/api/invites/look', async () => await Promise.resolve(answer()))
} else {
  mountHeaders(app)
  await app.register(cookie)
  const sessions = {
    find: async () => await Promise.resolve(null),
    begin: async () => await Promise.resolve(''),
    end: async () => {
      await Promise.resolve()
    },
  }
  mounter(
    app,
    sessions,
    'http://localhost',
  )(api.lookAtInvite, async () => {
    return await Promise.resolve(answer())
  })
}
const address = await app.listen({ host: '127.0.0.1', port: 0 })
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ micros: user + system })
})
// nobody is left to measure it
process.on('disconnect', () => process.exit())
process.send?.({ port: Number(new URL(address).port) })

function answer(): { role: 'steward'; agencyName: null } {
  return { role: 'steward', agencyName: null }
}
