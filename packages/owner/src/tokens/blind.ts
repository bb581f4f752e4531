import { RSABSSA } from '@cloudflare/blindrsa-ts'
import {
  challengeDigest,
  Fault,
  fromBase64,
  plainKey,
  toBase64,
  tokenInput,
  tokenKeyId,
  tokenOf,
} from '@porchlight/core'
import type { Digest, Random, RequestId, Token } from '@porchlight/core'

/** A message that waits for the issuer's signature. Nobody but this machine can tell to which token it belongs. */
export interface Blinding {
  readonly request: RequestId
  /** Standard base64. */
  readonly blinded: string
  /** @throws {Fault} `token/invalid` where the signature is not the issuer's */
  readonly finish: (signature: string) => Promise<Token>
}

/** An issuer's key, ready to be used. */
export interface BlindingKey {
  readonly id: Digest
  readonly blind: (request: RequestId, random: Random) => Promise<Blinding>
}

const suite = RSABSSA.SHA384.PSS.Deterministic()

/**
 * @param key RSASSA-PSS SubjectPublicKeyInfo as standard base64
 * @param host of the instance, to which tokens are bound
 * @throws {Fault} `token/invalid` where it is no such key
 */
export async function blindingKey(key: string, host: string): Promise<BlindingKey> {
  const encoded = fromBase64(key)
  const spki = encoded === null ? null : plainKey(encoded)
  if (encoded === null || spki === null) throw new Fault('token/invalid')
  const id = tokenKeyId(encoded)
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' }
  const publicKey = await crypto.subtle.importKey('spki', plain(spki), algorithm, true, ['verify'])
  return {
    id,
    blind: async (request, random) => {
      const input = tokenInput(random(32), challengeDigest(host, request), id)
      const { blindedMsg, inv } = await suite.blind(publicKey, input)
      return {
        request,
        blinded: toBase64(blindedMsg),
        finish: async (signature) => {
          const signed = fromBase64(signature) ?? new Uint8Array()
          try {
            return tokenOf(input, await suite.finalize(publicKey, input, signed, inv))
          } catch (cause) {
            // what it throws has no class of its own, and only a wrong signature makes it throw
            throw new Fault('token/invalid', { cause })
          }
        },
      }
    },
  }
}

function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
