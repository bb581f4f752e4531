import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, openSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

import { freePort } from '@porchlight/e2e'

const run = promisify(execFile)

/** What the gateway is made of, and the Debian packages that bring it: ceph-mon, ceph-mgr, ceph-osd, radosgw, ceph-common. */
const programs = ['ceph-mon', 'ceph-mgr', 'ceph-osd', 'radosgw', 'radosgw-admin', 'ceph'] as const

/** The first start makes its pools: a quarter of a minute, longer on busy cores. */
const readyMillis = 60_000

/** A gateway that starts while its cluster is not settled may wait for ever; the next one does not. */
const starts = 4

/** What of Ceph is missing on this machine. */
export function missingPrograms(): readonly string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter)
  return programs.filter((name) => !path.some((directory) => existsSync(join(directory, name))))
}

/** A Ceph object gateway on loopback, with a key that may do everything. */
export interface Gateway {
  readonly endpoint: string
  readonly accessKey: string
  readonly secretKey: string
  /** Kills it, and starts it again; what it acknowledged lies in the cluster behind it. */
  readonly killAndStart: () => Promise<void>
  readonly stop: () => Promise<void>
}

/**
 * Starts a cluster of one, which keeps its objects in memory, and a gateway to it. All of it stays in the
 * foreground: where ceph-osd sends itself into the background on a store in memory, it ends without a word.
 *
 * @param directory an empty one, for its state and what its parts say
 * @throws where it is not ready after four starts
 */
export async function startGateway(directory: string): Promise<Gateway> {
  const conf = join(directory, 'ceph.conf')
  const [monitor, port] = [await freePort(), await freePort()]
  for (const name of ['mon', 'mgr', 'osd', 'rgw', 'run', 'log'])
    await mkdir(join(directory, name), { recursive: true })
  const cluster = randomUUID()
  await writeFile(conf, configuration({ directory, cluster, monitor, port }))
  const children: ChildProcess[] = []
  function start(program: string, ...args: readonly string[]): ChildProcess {
    const log = openSync(join(directory, 'log', `${program}.out`), 'a')
    const child = spawn(program, ['--conf', conf, ...args, '-f'], { stdio: ['ignore', log, log] })
    children.push(child)
    return child
  }
  try {
    await createCluster({ directory, conf, cluster, monitor })
    start('ceph-mon', '-i', 'a')
    start('ceph-mgr', '-i', 'x')
    await createStore(conf)
    start('ceph-osd', '-i', '0')
    const endpoint = `http://127.0.0.1:${String(port)}`
    async function startRadosgw(): Promise<ChildProcess> {
      for (let tries = 0; tries < starts; tries += 1) {
        const child = start('radosgw', '-n', 'client.rgw')
        if (await isReady(endpoint, child)) return child
        await ended(child)
      }
      throw new Error(`The gateway was not ready after ${String(starts)} starts`)
    }
    await settled(conf)
    let gateway = await startRadosgw()
    const keys = await createUser(conf)
    return {
      endpoint,
      ...keys,
      killAndStart: async () => {
        await ended(gateway)
        gateway = await startRadosgw()
      },
      stop: async () => {
        await stopAll(children)
      },
    }
  } catch (error) {
    await stopAll(children)
    throw error
  }
}

interface Place {
  readonly directory: string
  readonly cluster: string
  readonly monitor: number
}

function configuration({
  directory,
  cluster,
  monitor,
  port,
}: Place & { readonly port: number }): string {
  return `[global]
fsid = ${cluster}
mon_host = [v1:127.0.0.1:${String(monitor)}]
ms_bind_msgr2 = false
public_network = 127.0.0.0/8
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
mon_max_pg_per_osd = 1000
mon_data_avail_crit = 1
run_dir = ${directory}/run
admin_socket = ${directory}/run/$name.asok
log_file = ${directory}/log/$name.log
pid_file = ${directory}/run/$name.pid
mon_data = ${directory}/mon
mgr_data = ${directory}/mgr
osd_data = ${directory}/osd
keyring = ${directory}/keyring
crash_dir = ${directory}/log
osd_class_load_list = *
osd_class_default_list = *
[osd]
osd_objectstore = memstore
memstore_device_bytes = 2147483648
[client.rgw]
rgw_data = ${directory}/rgw
rgw_frontends = beast endpoint=127.0.0.1:${String(port)}
rgw_crypt_require_ssl = false
`
}

async function createCluster({
  directory,
  conf,
  cluster,
  monitor,
}: Place & { readonly conf: string }): Promise<void> {
  const [keyring, map] = [join(directory, 'keyring'), join(directory, 'monmap')]
  const first = ['--create-keyring', keyring, '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *']
  await run('ceph-authtool', first)
  const all = ['mon', 'osd', 'mgr'].flatMap((part) => ['--cap', part, 'allow *'])
  await run('ceph-authtool', [keyring, '--gen-key', '-n', 'client.admin', ...all])
  const address = `[v1:127.0.0.1:${String(monitor)}]`
  await run('monmaptool', ['--create', '--addv', 'a', address, '--fsid', cluster, map])
  const made = ['--mkfs', '--monmap', map, '--keyring', keyring]
  await run('ceph-mon', ['--conf', conf, '-i', 'a', ...made])
}

async function createStore(conf: string): Promise<void> {
  const store = randomUUID()
  await run('ceph', ['--conf', conf, '--connect-timeout', '60', 'osd', 'new', store, '0'])
  await run('ceph-osd', ['--conf', conf, '-i', '0', '--mkfs', '--osd-uuid', store])
}

async function createUser(conf: string): Promise<Pick<Gateway, 'accessKey' | 'secretKey'>> {
  const [accessKey, secretKey] = [randomBytes(10).toString('hex'), randomBytes(20).toString('hex')]
  const user = ['user', 'create', '--uid=drill', '--display-name=drill']
  const keys = [`--access-key=${accessKey}`, `--secret-key=${secretKey}`]
  await run('radosgw-admin', ['--conf', conf, '-n', 'client.rgw', ...user, ...keys])
  return { accessKey, secretKey }
}

/** Until the store is up: a gateway makes its pools in it. */
async function settled(conf: string): Promise<void> {
  for (let waited = 0; waited < readyMillis; waited += pollMillis) {
    const { stdout } = await run('ceph', ['--conf', conf, 'osd', 'stat'])
    if (/\b1 up\b/.test(stdout)) return
    await setTimeout(pollMillis)
  }
  throw new Error('The store of the cluster does not come up')
}

async function isReady(endpoint: string, gateway: ChildProcess): Promise<boolean> {
  const until = performance.now() + readyMillis
  while (performance.now() < until && gateway.exitCode === null) {
    if (await answers(endpoint)) return true
    await setTimeout(pollMillis)
  }
  return false
}

const pollMillis = 250

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(endpoint, { signal: AbortSignal.timeout(5000) })).ok
  } catch {
    // nobody listens yet
    return false
  }
}

/** The gateway first: it waits for those behind it. */
async function stopAll(children: readonly ChildProcess[]): Promise<void> {
  for (const child of children.toReversed()) await ended(child)
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
