// Programs from Debian that the demo or the tests use. As root they are installed; anybody else is told the one line to run.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What a program is called on the PATH, and the Debian package that brings it. */
const packages = {
  age: 'age',
  bwrap: 'bubblewrap',
  chromium: 'chromium',
  curl: 'curl',
  exiftool: 'libimage-exiftool-perl',
  ffmpeg: 'ffmpeg',
  gcore: 'gdb',
  go: 'golang-go golang-golang-x-mod-dev',
  mosquitto: 'mosquitto',
  // a recorder, and what an RTSP camera is made of
  motion:
    'motion python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad',
  strace: 'strace',
  // another recorder, with its database and its web server
  zmc: 'zoneminder mariadb-server apache2 libapache2-mod-php php-cli',
}

/** @param {readonly (keyof typeof packages)[]} programs */
export function installDebianPackages(programs) {
  const missing = programs.filter((program) => !onPath(program))
  if (missing.length === 0) return
  const names = missing.flatMap((program) => packages[program].split(' '))
  const line = `apt-get install --no-install-recommends -y ${names.join(' ')}`
  if (!existsSync('/usr/bin/apt-get')) {
    console.error(`Missing programs: ${missing.join(', ')}. Install them and try again.`)
    process.exit(1)
  }
  if (process.getuid?.() !== 0) {
    console.error(`Missing programs: ${missing.join(', ')}. Please run:\n  sudo ${line}`)
    process.exit(1)
  }
  console.error(`Installing from Debian: ${names.join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2], env })
  const { status } = spawnSync('/bin/sh', ['-c', line], { stdio: ['ignore', 'ignore', 2], env })
  if (status !== 0) {
    console.error(`That failed. Please run:\n  ${line}`)
    process.exit(1)
  }
}

function onPath(program) {
  return spawnSync('/bin/sh', ['-c', `command -v ${program}`]).status === 0
}
