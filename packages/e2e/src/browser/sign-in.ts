import assert from 'node:assert/strict'

import { api, call } from '@porchlight/core'
import type { Page } from 'playwright-core'

import type { Person } from '../person.ts'

/** Signs the window in as somebody who has a passkey elsewhere, by a one-time code. */
export async function signIn(page: Page, { line }: Person): Promise<void> {
  const { code } = await call(line, api.connectCode, {})
  await page.goto('/limits')
  const status = await page.evaluate(
    async (body) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch(body.path, { method: 'POST', headers, body: body.text })).status
    },
    { path: api.useConnectCode.path, text: JSON.stringify({ code }) },
  )
  assert.equal(status, 200)
}
