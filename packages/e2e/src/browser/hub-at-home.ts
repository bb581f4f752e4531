import { copyFile, mkdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'

import { later, localAt } from '@porchlight/core'
import type { RunningHub } from '@porchlight/hub'

import { openHub } from '../home.ts'
import { sampleVideo, webDirectory } from './built-web.ts'

export const homeZone = 'America/New_York'

export const homePassword = 'four words of a list'

/** A hub with its screens, as somebody starts it who wants to reach it from a phone. */
export async function hubAtHome(directory: string): Promise<RunningHub> {
  return await openHub(directory, { password: homePassword, webDirectory })
}

/** Four minutes of a porch as motion names them: two of them within the request's window. */
export async function record(folder: string, incidentAt: string): Promise<void> {
  await mkdir(join(folder, 'porch'), { recursive: true })
  for (const minutes of [-600, -5, 5, 600])
    await put(join(folder, 'porch', `01-${shownAt(later(incidentAt, minutes * 60))}.mp4`))
}

/** The same minute once more, as if the clock had been set back. */
export async function recordTwice(folder: string, incidentAt: string): Promise<void> {
  await put(join(folder, 'porch', `02-${shownAt(later(incidentAt, 301))}.mp4`))
}

function shownAt(at: string): string {
  return `${localAt(at, homeZone)}:${at.slice(17, 19)}`.replaceAll(/\D/g, '')
}

async function put(file: string): Promise<void> {
  await copyFile(sampleVideo, file)
  await utimes(file, new Date(), new Date(Date.now() - 3_600_000))
}
