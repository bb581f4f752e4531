import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

import { ended, freePort, freeUdpPort, openRtspCamera } from './rtsp-camera.test.ts'

const run = promisify(execFile)

/** Debian's ZoneMinder, with its database, its web server and one camera. */
export interface RealZoneMinder extends AsyncDisposable {
  /** Of its screens, as an owner would give it. */
  readonly url: string
  readonly password: string
  /** Tells its database something. */
  readonly sql: (statement: string) => Promise<void>
}

/** In which its machine lives. Its PHP is told of none, as Debian installs it. */
export const realZone = 'America/New_York'

/** A camera sends a key frame every so many seconds. */
export const keyFrameSeconds = 4
/** The grey of each picture tells the second since 1970, up to a multiple of these. */
export const greySeconds = 40

const password = 'only looks & waits'
const pictures = 15

/** Debian's packages keep these; in a mount namespace of our own they are other directories. */
const moved = {
  '/etc/zm': 'etc',
  '/var/cache/zoneminder': 'cache',
  '/run/zm': 'run',
  '/var/log/zm': 'log',
} as const

/**
 * Everything is in one temporary directory: the paths that are built into Debian's programs are other directories
 * for them. As root only: the database, the web server and the recorder run as their own users.
 */
export async function openRealZoneMinder(): Promise<RealZoneMinder> {
  const running = new AsyncDisposableStack()
  try {
    const directory = await mkdtemp(join(tmpdir(), 'porchlight-zoneminder-'))
    running.defer(async () => {
      await rm(directory, { recursive: true, force: true })
    })
    await makeDirectories(directory)
    const database = new Database(directory)
    running.defer(ends(await database.start()))
    await database.fill()
    const port = await freePort()
    await writeFile(join(directory, 'apache.conf'), webServer(directory, port))
    running.defer(
      ends(inside(directory, ['apache2', '-f', join(directory, 'apache.conf'), '-DFOREGROUND'])),
    )
    const url = `http://127.0.0.1:${String(port)}/zm`
    await untilAnswers(`${url}/api/host/login.json`)
    await addCamera({ directory, url, database }, running)
    return {
      url,
      password,
      sql: async (statement) => {
        await database.tell(statement)
      },
      [Symbol.asyncDispose]: async () => {
        await running.disposeAsync()
      },
    }
  } catch (error) {
    await running.disposeAsync()
    throw error
  }
}

async function makeDirectories(directory: string): Promise<void> {
  await chmod(directory, 0o755)
  await cp('/etc/zm', join(directory, 'etc'), { recursive: true })
  const lines = [
    `ZM_DB_HOST=localhost:${socketOf(directory)}`,
    // packaged as FFMPEG_EXECUTABLE-NOTFOUND
    'ZM_PATH_FFMPEG=/usr/bin/ffmpeg',
    `ZM_PATH_MAP=${join(directory, 'map')}`,
    `ZM_PATH_SWAP=${join(directory, 'swap')}`,
  ]
  await writeFile(join(directory, 'etc', 'conf.d', '99-test.conf'), `${lines.join('\n')}\n`)
  await run('chmod', ['-R', 'a+rX', join(directory, 'etc')])
  const own = ['cache', 'cache/events', 'cache/images', 'cache/temp', 'run', 'log', 'map', 'swap']
  for (const name of own) await mkdir(join(directory, name))
  await run('chown', ['-R', 'www-data:www-data', ...own.map((name) => join(directory, name))])
  await mkdir(join(directory, 'db'))
  await run('chown', ['mysql:mysql', join(directory, 'db')])
}

function socketOf(directory: string): string {
  return join(directory, 'db', 's.sock')
}

class Database {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  async start(): Promise<ChildProcess> {
    const data = [`--datadir=${join(this.#directory, 'db')}`, '--user=mysql']
    const making = ['--auth-root-authentication-method=normal', '--skip-test-db']
    await run('mariadb-install-db', ['--no-defaults', ...data, ...making])
    const serving = ['--skip-networking', `--socket=${socketOf(this.#directory)}`]
    const database = spawn('mariadbd', ['--no-defaults', ...data, ...serving], {
      stdio: 'ignore',
      env: { ...process.env, TZ: realZone },
    })
    await until(async () => {
      await this.tell('SELECT 1')
    })
    return database
  }

  async tell(statement: string): Promise<void> {
    const args = ['--no-defaults', '-uroot', `--socket=${socketOf(this.#directory)}`]
    await run('mariadb', [...args, `--execute=${statement}`])
  }

  /** Its tables, and three users: one who may only look, one who may delete events, one who may do everything. */
  async fill(): Promise<void> {
    await this.tell('SOURCE /usr/share/zoneminder/db/zm_create.sql')
    const { stdout: hash } = await run('php', [
      '-r',
      'echo password_hash($argv[1], PASSWORD_BCRYPT);',
      password,
    ])
    const users = [
      ['hub', 'View', 'View', 'None'],
      ['deletes', 'Edit', 'View', 'None'],
      ['boss', 'Edit', 'Edit', 'Edit'],
    ].map(
      ([name, events, monitors, system]) =>
        `INSERT INTO zm.Users (Username, Password, Enabled, Stream, Events, Monitors, System, APIEnabled) VALUES ('${String(name)}', '${hash}', 1, 'None', '${String(events)}', '${String(monitors)}', '${String(system)}', 1)`,
    )
    await this.tell(
      [
        "CREATE USER 'zmuser'@'localhost' IDENTIFIED BY 'zmpass'",
        "GRANT ALL ON zm.* TO 'zmuser'@'localhost'",
        "UPDATE zm.Config SET Value='1' WHERE Name='ZM_OPT_USE_AUTH'",
        "UPDATE zm.Config SET Value='a secret of the test' WHERE Name='ZM_AUTH_HASH_SECRET'",
        ...users,
      ].join('; '),
    )
  }
}

/** Debian's package has no rewrite rules for its API. */
function webServer(directory: string, port: number): string {
  const modules = ['mpm_prefork', 'authz_core', 'alias', 'dir', 'mime', 'rewrite']
  return `
ServerRoot ${directory}
ServerName 127.0.0.1
Listen 127.0.0.1:${String(port)}
PidFile ${directory}/apache.pid
ErrorLog ${directory}/apache.log
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
IncludeOptional /etc/apache2/mods-available/php*.load
User www-data
Group www-data
TypesConfig /etc/mime.types
<FilesMatch "\\.php$">
SetHandler application/x-httpd-php
</FilesMatch>
Alias /zm /usr/share/zoneminder/www
<Directory /usr/share/zoneminder/www>
Require all granted
DirectoryIndex index.php
</Directory>
<Directory /usr/share/zoneminder/www/api>
RewriteEngine on
RewriteCond %{REQUEST_FILENAME} !-f
RewriteCond %{REQUEST_FILENAME} !-d
RewriteRule ^ /zm/api/app/webroot/index.php [L]
</Directory>
`
}

/** Starts a program for which ZoneMinder's directories are those of the test. */
function inside(directory: string, command: readonly string[]): ChildProcess {
  const mounts = Object.entries(moved).map(
    ([path, own]) => `mount --bind '${join(directory, own)}' ${path}`,
  )
  const script = [...mounts, 'exec "$@"'].join(' && ')
  const args = ['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', ...command]
  const env = { ...process.env, TZ: realZone }
  // Apache ends its whole process group when it ends
  return spawn('unshare', args, { stdio: 'ignore', env, detached: true })
}

interface Place {
  readonly directory: string
  readonly url: string
  readonly database: Database
}

/** A camera whose pictures tell when they were taken, added by the API as its owner would. */
async function addCamera(
  { directory, url, database }: Place,
  running: AsyncDisposableStack,
): Promise<void> {
  const udpPort = await freeUdpPort()
  // counted on few points, or a busy machine is behind the clock
  const grey = `geq=lum='16+5*mod(floor(T),${String(greySeconds)})':cb=128:cr=128`
  const input = `-v error -re -f lavfi -i color=size=16x16:rate=${String(pictures)} -vf`
  const coding = `-c:v libx264 -preset ultrafast -tune zerolatency -g ${String(keyFrameSeconds * pictures)} -pix_fmt yuv420p`
  const output = `-f mpegts udp://127.0.0.1:${String(udpPort)}?pkt_size=1316`
  const drawn = `setpts=RTCTIME/(TB*1000000),${grey},setpts=PTS-STARTPTS,scale=640:360`
  const args = [...input.split(' '), drawn, ...coding.split(' '), ...output.split(' ')]
  running.defer(ends(spawn('ffmpeg', args, { stdio: 'ignore' })))
  const camera = running.use(await openRtspCamera(directory, { udpPort }))
  await post(`${url}/api/monitors.json?token=${await bossToken(url)}`, {
    'Monitor[Name]': 'Porch',
    'Monitor[Type]': 'Ffmpeg',
    'Monitor[Function]': 'Record',
    'Monitor[Path]': camera.url,
    'Monitor[Method]': 'rtpRtsp',
    'Monitor[Width]': '640',
    'Monitor[Height]': '360',
    'Monitor[Colours]': '4',
    'Monitor[SaveJPEGs]': '0',
    // the camera's own stream, not encoded anew
    'Monitor[VideoWriter]': '2',
    'Monitor[OutputContainer]': 'mp4',
    'Monitor[SectionLength]': '10',
    'Monitor[MinSectionLength]': '5',
  })
  await database.tell("UPDATE zm.Config SET Value='1' WHERE Name='ZM_SHOW_PRIVACY'")
  const recorder = ['setpriv', '--reuid=www-data', '--regid=www-data', '--init-groups']
  running.defer(ends(inside(directory, [...recorder, 'zmc', '-m', '1'])))
}

async function bossToken(url: string): Promise<string> {
  const text = await post(`${url}/api/host/login.json`, { user: 'boss', pass: password })
  const token = /"access_token":"([^"]+)"/.exec(text)?.[1]
  if (token === undefined) throw new Error(`ZoneMinder lets nobody in: ${text}`)
  return token
}

async function post(url: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${String(response.status)} ${text}`)
  return text
}

function ends(child: ChildProcess): () => Promise<void> {
  return async () => {
    await ended(child)
  }
}

async function untilAnswers(url: string): Promise<void> {
  await until(async () => {
    await fetch(url)
  })
}

/** @throws what it failed with last */
async function until(works: () => Promise<void>): Promise<void> {
  const end = Date.now() + 20_000
  for (;;) {
    try {
      await works()
      return
    } catch (error) {
      if (Date.now() > end) throw error
      await sleep(200)
    }
  }
}

/** Whether a directory of Debian's own has anything of a test in it. */
export async function filesLeft(): Promise<readonly string[]> {
  const events = await readdir('/var/cache/zoneminder/events')
  const settings = await readdir('/etc/zm/conf.d')
  return [...events, ...settings.filter((name) => name.includes('test'))]
}
