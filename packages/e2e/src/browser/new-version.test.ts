import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import { approve, handIn } from './agency.ts'
import { basemap, webDirectory } from './built-web.ts'
import { openChromium } from './chromium.ts'
import { signIn } from './sign-in.ts'
import { publish } from './steward.ts'

const title = 'Hit-and-run at Elm Street: a white van'

describe('a public request that is corrected', { timeout: 120_000 }, () => {
  it('is written anew, approved, reviewed beside what it changes, and public with what stood before', async () => {
    await using world = await openWorld({ webDirectory, basemap })
    await using chromium = await openChromium()
    const { origin } = world
    const town = await openTown(world)
    const own = await publishRequest(town)
    const { id, title: before } = own.signed.request
    const { page: author } = await chromium.visit({ origin })
    const { page: approver } = await chromium.visit({ origin })
    const { page: steward } = await chromium.visit({ origin })
    const { page: resident } = await chromium.visit({ origin })

    await signIn(author, town.author)
    await author.goto(`/agency/requests/${id}`)
    await author.getByRole('link', { name: 'Correct or renew' }).click()
    await author.getByLabel('Title', { exact: true }).fill(title)
    await handIn(author, town.passphrase)
    await author.getByText('Version 2, not public').waitFor()
    assert.equal(await author.getByRole('link', { name: 'Correct or renew' }).count(), 0)

    await signIn(approver, town.approver)
    await approve(approver, before)
    await signIn(steward, town.stewards[0])
    await steward.goto(`/desk/requests/${id}`)
    await steward.getByText('What changes from version 1').waitFor()
    assert.deepEqual(await steward.locator('del').first().innerText(), before)
    await publish(steward, title)

    await resident.goto(`/requests/${id}`)
    await resident.getByRole('heading', { name: title }).waitFor()
    await resident.getByText(`Version 1: ${before}`).click()
    await resident.getByText('Some people may have answered').waitFor()
    await author.reload()
    await author.getByRole('heading', { name: title }).waitFor()
  })
})
