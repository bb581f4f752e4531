import { api, call } from '@porchlight/core'
import type { AgencyView, Line, Member } from '@porchlight/core'

import { Refusal } from '../refusal.ts'
import { cookieLine } from '../signed-in.ts'

export interface SignInOptions {
  readonly code?: string
  readonly cookie?: string
}

export interface SignedIn {
  readonly line: Line
  readonly member: Member
  readonly agency: AgencyView
}

/** Signs a member of an agency in, with a one-time code or the cookie of their browser. @throws {Refusal} */
export async function signIn(base: Line, { code, cookie }: SignInOptions): Promise<SignedIn> {
  if (code === undefined && cookie === undefined)
    throw new Refusal('Who you are is missing.', [
      'Get a one-time code in the agency workspace (“Command line”), and give it with --code CODE.',
    ])
  const line = cookieLine(base, cookie ?? null)
  if (code !== undefined) await call(line, api.useConnectCode, { code })
  const { member } = await call(line, api.whoAmI, {})
  if (member === null) throw new Refusal('That session has ended: get a one-time code.')
  return { line, member, agency: await call(line, api.ownAgency, {}) }
}
