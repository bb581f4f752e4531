import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { later } from '@porchlight/core'
import type { OwnRequest } from '@porchlight/core'
import type { RunningHub } from '@porchlight/hub'

import { openInbox } from '../detective.ts'
import { inFeed } from '../in-feed.ts'
import { ask, questionFor, readThread } from '../thread.ts'
import { openTown, publishRequest } from '../town.ts'
import type { Town } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import { basemap, webDirectory } from './built-web.ts'
import { openCameraClock } from './camera-clock.ts'
import { openChromium } from './chromium.ts'
import type { Visit } from './chromium.ts'
import { seenAtHome } from './sizes.ts'
import { fillMoment, openFolder, tickUntil } from './hub-hand.ts'
import { focused, seen, withoutRing } from './focus.ts'
import { homeZone as zone, hubAtHome, record } from './hub-at-home.ts'

/** As often as the screens ask what the hub does. */
const lookAgainMillis = 3000
const makingState = '"state":{"kind":"making","part":0.42}'

describe('a newcomer with a recorder and a phone', { timeout: 300_000 }, () => {
  const running = new AsyncDisposableStack()
  let world: World
  let town: Town
  let own: OwnRequest
  let hub: RunningHub
  let visit: Visit
  let folder = ''

  before(async () => {
    world = running.use(await openWorld({ webDirectory, basemap, feedMinutes: 0.05 }))
    town = await openTown(world)
    own = await publishRequest(town)
    await inFeed(world)
    const directory = await mkdtemp(join(tmpdir(), 'porchlight-hub-'))
    running.defer(async () => {
      await rm(directory, { recursive: true })
    })
    folder = join(directory, 'recordings')
    await record(folder, own.signed.request.incidentAt)
    hub = await hubAtHome(join(directory, 'state'))
    running.defer(async () => {
      await hub.close()
    })
    const chromium = running.use(await openChromium())
    const context = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    visit = await chromium.visit({ origin: hub.address, context })
  })
  after(async () => {
    await running.disposeAsync()
  })

  /** Every screen: nothing that axe finds, nothing beside the screen. */
  async function look(name: string): Promise<void> {
    await seenAtHome(visit.page, `hub-${name}`)
  }

  it('signs in, says whose requests to follow, and opens the folder of the recordings', async () => {
    const { page } = visit
    await page.goto('/')
    await page.getByRole('textbox', { name: 'Password' }).waitFor()
    await look('sign-in')
    await page.keyboard.press('Tab')
    await page.getByRole('textbox', { name: 'Password' }).focus()
    assert.deepEqual(await withoutRing(page), [], 'whoever uses the keyboard sees where they are')
    const password = page.getByRole('textbox', { name: 'Password' })
    await password.fill('no such words')
    await page.getByRole('button', { name: 'Open' }).click()
    const wrong = page.getByText('That is not the password of this hub')
    await wrong.waitFor()
    await password.fill('')
    await password.pressSequentially('four words')
    // longer than the hub is left in peace
    await sleep(lookAgainMillis + 1500)
    await password.pressSequentially(' of a list')
    assert.equal(await password.inputValue(), 'four words of a list', 'nothing typed is lost')
    assert.ok(await wrong.isVisible(), 'and what was wrong is still told')
    await look('sign-in-again')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByLabel('Address').fill('https://elsewhere.invalid')
    await look('instance')
    await page.getByLabel('Address').fill(world.origin)
    await page.getByRole('button', { name: 'Follow' }).click()
    await page.getByRole('heading', { name: 'Where are your recordings?' }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Whose requests do you want to see?' }).waitFor()
    assert.equal(await page.getByLabel('Address').inputValue(), world.origin)
    await look('instance-again')
    await page.getByRole('link', { name: 'Back' }).click()
    await page.getByRole('heading', { name: 'Where are your recordings?' }).waitFor()
    await page.getByText('Frigate', { exact: true }).click()
    await page.getByLabel('Address of your Frigate').fill('https://127.0.0.1:9')
    await page.getByLabel('Name of that user').fill('hub')
    await page.getByRole('textbox', { name: 'Its password' }).fill('only looks')
    await page.getByRole('button', { name: 'Take its recordings' }).click()
    await page.getByRole('alert').waitFor()
    await look('frigate')
    await page.getByText('ZoneMinder', { exact: true }).click()
    await page.getByLabel('Address of your ZoneMinder').fill('http://127.0.0.1:9/zm')
    await page.getByLabel('Name of that user').fill('hub')
    await page.getByRole('textbox', { name: 'Its password' }).fill('only looks')
    await page.getByRole('button', { name: 'Take its recordings' }).click()
    await page.getByRole('alert').waitFor()
    await look('zoneminder')
    await page.getByText('A folder', { exact: true }).click()
    await look('source')
    await openFolder(visit, folder)
    await page.getByText('These are names as motion gives them').waitFor()
    await page.getByLabel('In which time zone').fill('Mars/Olympus')
    await page.getByText('A name such as America/New_York.').waitFor()
    assert.ok(await page.getByRole('button', { name: 'Take the recordings' }).isDisabled())
    await look('folder-zone')
    await page.getByLabel('In which time zone').fill(zone)
    await look('folder')
    await page.getByRole('button', { name: 'Take the recordings' }).click()
    await page.getByText('Put your cameras on the map').waitFor()
    await look('home-unplaced')
  })

  it('puts the camera on the map, and the request fits', async () => {
    const { page } = visit
    await page.getByRole('link', { name: 'Put on the map' }).click()
    const coordinates = page.getByLabel('Latitude, longitude')
    await coordinates.fill('95, 200')
    await page.getByText('Latitude is from −90 to 90').waitFor()
    await look('camera-nowhere')
    await coordinates.fill('41.4020, -81.4970')
    await look('camera')
    await page.getByRole('link', { name: 'Back' }).focus()
    assert.deepEqual(await withoutRing(page), [])
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: own.signed.request.title }).waitFor()
    await page.getByText('2 of your clips may help: porch.').waitFor()
    await look('home')
  })

  it('says how right the clock of the recordings is: typed in, and held before the camera', async () => {
    const { page } = visit
    await page.getByRole('link', { name: 'All about its clock' }).click()
    await page.getByText('Its clock was never checked').waitFor()
    await look('clock')
    // a folder answers nobody
    assert.equal(await page.getByRole('button', { name: 'Measure it now' }).count(), 0)
    await page.getByRole('link', { name: 'Show the clock of this device' }).click()
    const phone = await page.getByRole('timer').textContent()
    assert.match(phone ?? '', /^\d\d:\d\d:\d\d/)
    await look('phone-clock')
    await page.getByRole('link', { name: 'Back' }).click()
    await page.getByRole('button', { name: 'Find it in the recordings' }).click()
    await page
      .getByRole('button', { name: /, porch$/ })
      .first()
      .click()
    await page.getByRole('button', { name: '+1 s' }).click()
    await page.getByText('This picture is 0:01.0 into the recording.').waitFor()
    const { incidentAt } = own.signed.request
    // the newest of them begins ten hours after the incident, by a clock that is two minutes fast
    const filmed = page.getByRole('group', { name: 'What the phone shows in this picture' })
    await fillMoment(filmed, later(incidentAt, 600 * 60 - 120))
    await look('clock-film')
    await page.getByRole('button', { name: 'Keep this' }).first().click()
    await page
      .getByText(/^2 min \d s fast \(± 7 s\).*against a right clock, by eye$|^2 min fast/)
      .waitFor()
    await fillMoment(page.getByRole('group', { name: 'This clock showed' }), later(incidentAt, 72))
    await fillMoment(page.getByRole('group', { name: 'The right clock showed' }), incidentAt)
    await page.getByLabel('Both in the time of').fill(zone)
    await page.getByRole('button', { name: 'Keep this' }).last().click()
    await page
      .getByText(/^72 s fast \(± 2 s\), checked .* against a right clock, by eye$/)
      .waitFor()
    const readings = page.getByRole('list', { name: 'What was measured' }).getByRole('listitem')
    assert.match((await readings.first().textContent()) ?? '', /^2 min/, 'the newest first')
    await look('clock-history')
  })

  it('asks a camera for the time that its picture shows, and keeps that apart', async () => {
    const { page } = visit
    await using camera = await openCameraClock(-3600)
    await page.goto('/#')
    await page.getByRole('link', { name: 'Change' }).click()
    const address = page.getByLabel('Address of this camera')
    await address.fill('8.8.8.8')
    await page.getByText('This address is not on your own network.').waitFor()
    await address.fill('127.0.0.1:9')
    await page.getByRole('button', { name: 'Use this address' }).click()
    await page.getByText('no camera told its time there').waitFor()
    await look('camera-clock-silent')
    await address.fill(camera.address)
    await page.getByRole('button', { name: 'Use this address' }).click()
    await page.getByText('Kept. The camera told its time.').waitFor()
    await page.getByRole('link', { name: 'All about its clock' }).click()
    await page.getByRole('button', { name: 'Measure it now' }).click()
    await page
      .getByText(/^1 h slow .*\(ONVIF\)$/)
      .first()
      .waitFor()
    await look('clock-camera')
    await page.getByRole('link', { name: 'Back' }).click()
    await page.getByRole('heading', { name: 'The clock in its picture' }).waitFor()
    await page.getByText(/^1 h slow/).waitFor()
    await look('camera-clock')
    await page.goto('/#')
  })

  it('sees how far a copy is, and stops it', async () => {
    const { page } = visit
    await page.getByRole('link', { name: own.signed.request.title }).click()
    await page.getByRole('link', { name: 'Look' }).first().click()
    // as of a clip that takes minutes
    await page.route('**/api/hub/copies/list', async (route) => {
      const answer = await route.fetch()
      const text = (await answer.text()).replace(/"state":\{[^}]*\}/, makingState)
      await route.fulfill({ response: answer, body: text })
    })
    await page.getByRole('button', { name: 'Make the copy' }).click()
    const making = page.getByRole('heading', { name: 'The copy is being made' })
    await making.waitFor()
    await page.getByText('The copy is being made: 42 %').waitFor()
    await focused(making)
    assert.ok(await seen(page.getByRole('button', { name: 'Stop' })), 'it came into view')
    await look('making')
    await page.getByRole('link', { name: 'Back' }).click()
    await page.getByText('The copy is being made: 42 %').waitFor()
    await look('match-making')
    await page.getByRole('link', { name: 'Look' }).first().click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await making.waitFor({ state: 'detached' })
    await page.unroute('**/api/hub/copies/list')
    await focused(page.getByRole('button', { name: 'Make the copy' }))
    await page.goto('/#')
  })

  it('looks at a clip, cuts it, covers something, and sees the very copy that would leave', async () => {
    const { page } = visit
    await page.getByRole('link', { name: own.signed.request.title }).click()
    await page.getByRole('link', { name: 'Look' }).first().waitFor()
    await page
      .getByText(/the clock was 72 s fast/)
      .first()
      .waitFor()
    await page.getByText('To share a clip, look at it first').waitFor()
    await look('match')
    await page.getByRole('link', { name: 'Look' }).first().click()
    await page.getByRole('slider', { name: 'Beginning' }).press('PageUp')
    await page.getByRole('button', { name: 'Cover something' }).click()
    const box = page.getByRole('button', { name: /^Box 1/ })
    await box.press('ArrowRight')
    await look('review')
    await page.reload()
    await box.waitFor()
    await page.getByRole('link', { name: 'Back' }).click()
    await page.getByRole('link', { name: 'Look' }).first().click()
    await page.getByText('The copy goes from 0:01.0 to').waitFor()
    await page.getByText('with 1 box.').waitFor()
    await page.getByRole('button', { name: 'Make the copy' }).click()
    await page.getByText('Checked: nothing is in it but these pictures.').waitFor()
    await focused(page.getByRole('heading', { name: 'This is what would leave' }))
    await look('copy')
  })

  it('keeps a copy that is of an earlier edit, and does not share it', async () => {
    const { page } = visit
    await page.getByRole('slider', { name: 'End' }).press('PageDown')
    await page.getByRole('heading', { name: 'The copy of your earlier edit' }).waitFor()
    await look('copy-old')
    await page.getByRole('link', { name: 'Back' }).click()
    await page.getByText('The copy is of an earlier edit').waitFor()
    assert.equal(await page.getByRole('button', { name: /^Share/ }).count(), 0)
    await look('match-old')
    await page.goto(`/#send/${own.signed.request.id}`)
    await page.getByText('1 copy is of an earlier edit and stays here.').waitFor()
    await look('send-old')
    await page.getByRole('link', { name: 'Back' }).click()
    await page.getByRole('link', { name: 'Look' }).first().click()
    await page.getByRole('button', { name: 'Go back to that' }).click()
    await page.getByRole('heading', { name: 'This is what would leave' }).waitFor()
    await page.getByRole('slider', { name: 'End' }).press('PageDown')
    await page.getByRole('button', { name: 'Make it anew' }).click()
    await page.getByRole('button', { name: 'This one is good' }).click()
    await page.getByText('A copy is ready').waitFor()
  })

  it('says when the hub does not answer any more, and no longer when it does', async () => {
    const { page } = visit
    await page.route('**/api/hub', async (route) => {
      await route.abort()
    })
    await page.getByRole('alert').getByText('The hub does not answer.').waitFor()
    await look('silent')
    await page.unroute('**/api/hub')
    await page.getByText('The hub does not answer.').waitFor({ state: 'detached' })
  })

  it('says yes, and the agency opens what was sent', async () => {
    const { page } = visit
    await page.getByRole('button', { name: 'Share 1 clip' }).click()
    await page.getByLabel('What can be seen').fill('A van passes from left to right.')
    await page.getByLabel('They may ask me something').check()
    await page.getByLabel('Send at once').click()
    await look('send')
    await page.getByRole('heading', { name: 'Share these clips' }).focus()
    assert.deepEqual(await withoutRing(page), [])
    await page.getByRole('button', { name: 'Leave this one out' }).click()
    await page.getByText('This one stays here.').waitFor()
    assert.ok(await page.getByRole('button', { name: /^Yes/ }).isDisabled())
    await look('send-left-out')
    await page.getByRole('button', { name: 'Share it after all' }).click()
    await page.getByText(/That clock was 72 s fast/).waitFor()
    await page.getByRole('button', { name: /^Yes/ }).click()
    await page.getByText('Received. Nobody has opened it yet.', { exact: true }).waitFor()
    await page.getByText('You answered this. Received.').waitFor()
    await look('answered')
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('dialog').getByText('the public log says').waitFor()
    await look('take-back')
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    const [opened] = await openInbox(town, own)
    assert.equal(opened?.manifest.rungs.statement, 'A van passes from left to right.')
    const [clip] = opened.manifest.clips
    assert.equal(clip?.edits.boxes, 1)
    assert.notEqual(clip.edits.cut, null)
    const { time } = clip
    assert.equal(time?.method, 'file-name')
    assert.deepEqual([time.clock?.offsetSeconds, time.clock?.method], [72, 'owner-photo'])
    assert.equal(time.clock?.checkedOn, own.signed.request.incidentAt.slice(0, 10))
    assert.equal(time.picture?.method, 'onvif')
    assert.equal(opened.digests[0], clip.sha256)
    // the first thing that the screens hear is that nobody is signed in; then that there is no such recorder, no clock
    // and what this test kept from it
    const others = visit.complaints.filter(
      (complaint) => !/status of (?:401|403|422|502)|ERR_FAILED/.test(complaint),
    )
    assert.deepEqual(others, [])
  })

  it('is asked something, answers one question and leaves another, and nobody learns who', async () => {
    const { page } = visit
    const [opened] = await openInbox(town, own)
    const reply = opened?.manifest.rungs.reply
    assert.ok(opened !== undefined && reply !== undefined)
    const { id } = opened.submission
    const text = 'Does the camera look onto Elm Street?\nWe look for where the van went.'
    await ask(town, { id }, await questionFor(town, { id, reply }, { own, asks: 'position', text }))
    await page.goto('/#')
    await tickUntil(hub, () => page.getByText('An agency asks you something.').isVisible())
    await look('asked')
    await page.getByRole('link', { name: 'Read it' }).click()
    await page.getByText('They ask where the camera is').waitFor()
    await page.getByLabel('Your answer').fill('It does, from the north side.')
    await look('question')
    await page.getByRole('button', { name: 'Send this answer' }).click()
    await page.getByText(/^Leaves by itself at/).waitFor()
    await look('reply-waits')
    await page.getByRole('button', { name: 'Send now' }).click()
    await page.getByText('Sent.').waitFor()
    const [asked] = await readThread(town, own, id)
    assert.equal(asked?.reply, 'It does, from the north side.')
    await ask(town, { id }, await questionFor(town, { id, reply }, { own, text: 'Who are you?' }))
    await tickUntil(hub, () => page.getByText('Who are you?').isVisible())
    await page.getByRole('button', { name: 'Do not answer' }).click()
    await page.getByText('You did not answer. Nobody was told.').waitFor()
    await look('not-answered')
    assert.equal((await readThread(town, own, id))[1]?.reply, null)
  })

  it('deletes everything that the hub kept', async () => {
    const { page } = visit
    await page.goto('/#settings')
    await page.getByRole('link', { name: 'Change the site' }).click()
    await page.getByText('left empty, the hub uses none').waitFor()
    await page.getByRole('link', { name: 'Back' }).click()
    await look('settings')
    await page.getByRole('button', { name: 'Delete everything' }).click()
    await page.getByLabel('Type delete').fill('delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click()
    await page.getByText('To begin anew, start the hub').waitFor()
    assert.equal(await page.getByRole('checkbox').count(), 0, 'nothing is left to be set')
    await look('wiped')
    await hub.ended
    assert.deepEqual(await readdir(join(folder, '..')), ['recordings'])
    assert.equal((await readdir(join(folder, 'porch'))).length, 4, 'the recordings stay')
  })
})
