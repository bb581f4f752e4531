import { api, canonical, Fault } from '@porchlight/core'
import type { DeskPartner, MemberId, PartnerId } from '@porchlight/core'

import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import type { Outbox } from '../log/outbox.ts'
import { activated, announced, ended, replaced } from './entries.ts'
import {
  allPartners,
  dateKey,
  deleteKey,
  deletePartner,
  findPartner,
  handOver,
  insertKey,
  insertPartner,
  keysOf,
  yesesTo,
} from './store.ts'
import type { PartnerRow } from './store.ts'
import { sayYes, steps } from './yes.ts'

export interface PartnerParts extends World {
  readonly db: Database
  readonly outbox: Outbox
  /** As many as an agency takes: a partner may receive what owners address to it. */
  readonly admissionStewards: number
  readonly partnerNoticeDays: number
}

/** How stewards announce partners, start them after the public notice, and end them at once. */
export function mountPartnerDesk(mount: Mount, parts: PartnerParts): void {
  const { db, admissionStewards, partnerNoticeDays } = parts
  mount(api.deskPartners, async (_, { id }) => {
    const rows = await allPartners(db)
    return {
      partners: await Promise.all(rows.map(async (row) => await view(db, row, id))),
      noticeDays: partnerNoticeDays,
      yesesNeeded: admissionStewards,
    }
  })
  mount(api.enterPartner, async ({ partner }) => {
    return {
      id: await db.transaction().execute(async (tx) => await insertPartner(tx, parts, partner)),
    }
  })
  mount(api.dropPartner, async ({ id }) => {
    await findPartner(db, id)
    await db.transaction().execute(async (tx) => {
      await deletePartner(tx, id)
    })
    return {}
  })
  mount(api.announcePartner, async ({ id, ...words }, steward) => {
    await announce(parts, { id, words, steward: steward.id })
    return {}
  })
  mount(api.activatePartner, async ({ id }, steward) => {
    await activate(parts, { id, steward: steward.id })
    return {}
  })
  mount(api.changePartnerKey, async ({ id, recipient }, steward) => {
    await changeKey(parts, { id, recipient, steward: steward.id })
    return {}
  })
  mount(api.dropPartnerKey, async ({ id, recipient }) => {
    // the first key of a partner goes with the partner
    if ((await findPartner(db, id)).handed === 'entered') throw new Fault('partner/wrong-state')
    const step = steps.key(recipient)
    await db.transaction().execute(async (tx) => {
      await deleteKey(tx, { partner: id, recipient, step })
    })
    return {}
  })
  mount(api.endPartner, async ({ id }) => {
    await end(parts, id)
    return {}
  })
}

interface Yes {
  readonly id: PartnerId
  readonly steward: MemberId
}

/** The steward gives what they read on the screen: words swapped in the database are not confirmed by accident. */
async function announce(
  parts: PartnerParts,
  { id, words, steward }: Yes & { readonly words: object },
): Promise<void> {
  const partner = await findPartner(parts.db, id)
  if (partner.handed !== 'entered') throw new Fault('partner/wrong-state')
  const [key] = await keysOf(parts.db, id)
  if (key === undefined) throw new Error('A partner was entered without a key')
  const { recipient } = key
  if (canonical({ profile: partner.profile, recipient }) !== canonical(words))
    throw new Fault('partner/other-words')
  const { at, notice, intents } = announced(partner, recipient, parts)
  await sayYes(parts, { id, steward, step: steps.announce }, { intents, change })
  async function change(tx: Db): Promise<void> {
    await handOver(tx, partner, { handed: 'announced', notice })
    await dateKey(tx, recipient, at)
  }
}

async function activate(parts: PartnerParts, { id, steward }: Yes): Promise<void> {
  const partner = await findPartner(parts.db, id)
  if (partner.handed !== 'announced') throw new Fault('partner/wrong-state')
  const { at, intents } = activated(id, parts.now())
  if (partner.notice === null || at < partner.notice) throw new Fault('partner/too-soon')
  await sayYes(parts, { id, steward, step: steps.activate }, { intents, change })
  async function change(tx: Db): Promise<void> {
    await handOver(tx, partner, { handed: 'active' })
  }
}

/** The first steward to name a key enters it, and says yes to it. */
async function changeKey(
  parts: PartnerParts,
  { id, recipient, steward }: Yes & { readonly recipient: string },
): Promise<void> {
  const { db, now } = parts
  const partner = await findPartner(db, id)
  if (partner.handed !== 'announced' && partner.handed !== 'active')
    throw new Fault('partner/wrong-state')
  const known = (await keysOf(db, id)).find((key) => key.recipient === recipient)
  if (known === undefined) await insertKey(db, { partner: id, recipient, entered_at: now() })
  else if (known.good_from !== null) throw new Fault('partner/key-known')
  const { from, intents } = replaced(id, recipient, now())
  await sayYes(parts, { id, steward, step: steps.key(recipient) }, { intents, change })
  async function change(tx: Db): Promise<void> {
    // not after its end, which the log would refuse
    await handOver(tx, partner, { handed: partner.handed })
    await dateKey(tx, recipient, from)
  }
}

/** Whoever of the stewards says so: nothing may go on because a second one is asleep. */
async function end({ db, outbox, now }: PartnerParts, id: PartnerId): Promise<void> {
  const partner = await findPartner(db, id)
  if (partner.handed !== 'announced' && partner.handed !== 'active')
    throw new Fault('partner/wrong-state')
  await outbox.enter(ended(id, now()), async (tx) => {
    await handOver(tx, partner, { handed: 'ended' })
  })
}

async function view(db: Db, row: PartnerRow, steward: MemberId): Promise<DeskPartner> {
  const { id, profile, handed, status, notice } = row
  async function yeses(step: string): Promise<DeskPartner['yeses']> {
    const given = await yesesTo(db, id, step)
    return { given: given.length, byYou: given.includes(steward) }
  }
  const keys = await keysOf(db, id)
  return {
    profile,
    status,
    waiting: handed !== status,
    notice,
    yeses: await yeses(status === 'entered' ? steps.announce : steps.activate),
    keys: await Promise.all(
      keys.map(async ({ recipient, good_from }) => {
        return { recipient, from: good_from, yeses: await yeses(steps.key(recipient)) }
      }),
    ),
  }
}
