import type { Screening } from './screening.ts'

/** Every document that the server renders, and the one for what is not there. */
export async function publicScreens({ page, scene, seen }: Screening): Promise<void> {
  const { requests, town } = scene
  for (const path of [
    '/',
    '/requests',
    '/requests?state=closed',
    `/requests/${requests.public}`,
    `/requests/${requests.closed}`,
    '/map',
    '/agencies',
    `/agencies/${town.agency}`,
    '/partners',
    '/devices',
    '/statistics',
    '/log?kind=requests',
    `/log?agency=${town.agency}&kind=request.refused&of=rule:text/vague`,
    '/rules',
    '/refusals',
    '/how',
    '/limits',
  ]) {
    const response = await page.goto(path)
    if (response?.status() !== 200) throw new Error(`${path}: ${String(response?.status())}`)
    await page.waitForLoadState('networkidle')
    await seen(path)
  }
  await page.goto('/log')
  await page.getByRole('button', { name: /: (?:entry|entrada) 0$/ }).click()
  await page.locator('.proof-held').last().waitFor()
  await seen('/log, proven')
}

/** What is not there, for which the console complains of the status. */
export async function lostScreens({ page, seen }: Screening): Promise<void> {
  const response = await page.goto('/nowhere')
  if (response?.status() !== 404) throw new Error('Something is there')
  await seen('/nowhere')
}
