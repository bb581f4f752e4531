import { Fault } from '@porchlight/core'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'

/** A WebAuthn field: base64url, at most what an attestation of a security key needs. */
const Field = z.string().max(16_384)

const Common = z.object({
  id: Field,
  rawId: Field,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
})

const RegistrationForm = Common.extend({
  response: z.object({ clientDataJSON: Field, attestationObject: Field }),
})

const AuthenticationForm = Common.extend({
  response: z.object({ clientDataJSON: Field, authenticatorData: Field, signature: Field }),
})

/** W3C WebAuthn level 3, RegistrationResponseJSON: the fields that the check needs, nothing else. */
export function registrationResponse(value: unknown): RegistrationResponseJSON {
  return parsed(RegistrationForm, value)
}

/** W3C WebAuthn level 3, AuthenticationResponseJSON. */
export function authenticationResponse(value: unknown): AuthenticationResponseJSON {
  return parsed(AuthenticationForm, value)
}

function parsed<T>(form: z.ZodType<T>, value: unknown): T {
  const result = form.safeParse(value)
  if (!result.success) throw new Fault('passkey/refused', { cause: result.error })
  return result.data
}
