import { newId } from '@porchlight/core'
import type { NewAgency } from '@porchlight/core'

import { insertAgency } from '../agencies/store.ts'
import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import { insertMember } from '../sign-in/sessions.ts'

/** 555-0100 to 555-0199 are kept free for invented people, and `.example` for invented addresses (RFC 2606). */
const agency: NewAgency = {
  name: 'Maple Heights Police Department',
  kind: 'police',
  place: 'Maple Heights, Ohio',
  zone: 'America/New_York',
  federal: [],
  phone: '+1 216 555 0100',
  website: 'https://police.maple-heights.example',
  verifiedBy: 'Met at the station; the number is from the town’s printed directory',
}

/** Two of the agency, because nobody approves a request of their own. */
const agencyPeople = ['Det. Rosa Almeida', 'Sgt. Tom Becker']
const steward = 'Nadia Okafor'

/** The people of a demonstration that has none: one steward, and one agency that has no keys yet. */
export async function insertDemoPeople(db: Database, world: World): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const somebody = await tx.selectFrom('members').select('id').executeTakeFirst()
    if (somebody !== undefined) return
    const { id } = await insertAgency(tx, world, agency)
    await insertPerson(tx, world, { name: steward, role: 'steward', agency: null })
    for (const name of agencyPeople)
      await insertPerson(tx, world, { name, role: 'agency', agency: id })
  })
}

async function insertPerson(
  tx: Db,
  { random }: World,
  person: Omit<Parameters<typeof insertMember>[1], 'id'>,
): Promise<void> {
  await insertMember(tx, { id: newId('m', random), ...person })
}
