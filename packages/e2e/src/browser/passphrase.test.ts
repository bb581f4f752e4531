import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { api, call, instantOf } from '@porchlight/core'
import type { NewAgency } from '@porchlight/core'

import { Person } from '../person.ts'
import { openWorld } from '../world.ts'
import { compose, giveCircle, handIn, makeKeys, yesterdayEvening } from './agency.ts'
import { webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import { join } from './steward.ts'

const passphrase = 'lantern gravel seventeen orchard'

const agency: NewAgency = {
  name: 'Maple Heights Fire Department',
  kind: 'fire',
  place: 'Maple Heights, Ohio',
  zone: 'America/New_York',
  federal: [],
  phone: '+1 216 555 0103',
  website: 'https://fire.maple-heights.example',
  verifiedBy: 'Met the chief at the station on Monday.',
}

describe('an agency whose passkey keeps no secret', { timeout: 120_000 }, () => {
  it('locks its keys by a passphrase, and draws its area without the map', async () => {
    await using world = await openWorld({ webDirectory, admissionStewards: 1 })
    await using chromium = await openChromium()
    const steward = await new Person(world.origin).join(world.stewardLink, 'Ada Steward')
    const { link } = await call(steward.line, api.addAgency, { agency })
    const { page, complaints } = await chromium.visit({ origin: world.origin, passkey: 'plain' })
    await join(page, link, 'Cleo Author')
    await makeKeys(page, passphrase)
    const [entered] = (await call(steward.line, api.agencies, {})).agencies
    assert.ok(entered?.keys)
    await call(steward.line, api.admitAgency, { id: entered.profile.id, keys: entered.keys })
    await page.goto('/agency')
    await compose(page, {
      title: 'Hit-and-run at Elm Street',
      text: 'A grey car struck a parked fire engine on Elm Street and drove on. We ask for footage that shows the car before or after the collision.',
      incident: yesterdayEvening(instantOf(Date.now())),
    })
    await giveCircle(page)
    await handIn(page, passphrase)
    assert.deepEqual(complaints, [])
  })
})
