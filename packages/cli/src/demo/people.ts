import { api, call } from '@porchlight/core'
import type { AgencyId, Line, Member } from '@porchlight/core'

import { cookieLine } from '../signed-in.ts'

/** Somebody of the demonstration, signed in without a passkey. */
interface DemoPerson {
  readonly member: Member
  readonly line: Line
}

export interface DemoPeople {
  readonly steward: DemoPerson
  /** Two of the agency: nobody approves a request of their own. */
  readonly author: DemoPerson
  readonly approver: DemoPerson
  readonly agency: AgencyId
  readonly agencyName: string
}

/** Signs the people in that a demonstration instance begins with: one steward, two of one agency. */
export async function signInAll(line: Line): Promise<DemoPeople> {
  const { members } = await call(line, api.demoMembers, {})
  const steward = members.find(({ role }) => role === 'steward')
  const [author, approver] = members.filter(({ role }) => role === 'agency')
  if (steward === undefined || author === undefined || approver === undefined)
    throw new Error('The demonstration instance has not the people that it should have')
  const { agency, agencyName } = author
  if (agency === null || agencyName === null) throw new Error('Agency members have an agency')
  return {
    steward: await signIn(line, steward),
    author: await signIn(line, author),
    approver: await signIn(line, approver),
    agency,
    agencyName,
  }
}

async function signIn(line: Line, { id }: Member): Promise<DemoPerson> {
  const own = cookieLine(line, null)
  const { member } = await call(own, api.demoSignIn, { member: id })
  return { member, line: own }
}
