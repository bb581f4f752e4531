import { agencyApi } from './agency.ts'
import { deskApi } from './desk.ts'
import { partnersApi, partnersDeskApi } from './partners.ts'
import { publicApi } from './public.ts'
import { senderApi } from './sender.ts'
import { signInApi } from './sign-in.ts'

/** The whole JSON surface, as data. docs/openapi.json is printed from it. */
export const api = {
  ...publicApi,
  ...partnersApi,
  ...senderApi,
  ...signInApi,
  ...agencyApi,
  ...deskApi,
  ...partnersDeskApi,
} as const
