import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/**
 * A passkey in software, as a platform authenticator makes it: ES256, resident, user verified,
 * attestation "none" (W3C WebAuthn level 3, sections 6.1 and 6.5). For signing in to a real server
 * without a browser.
 */
export class SoftAuthenticator {
  readonly #origin: string
  readonly #keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
  readonly #id = randomBytes(16)
  #counter = 0

  constructor(origin: string) {
    this.#origin = origin
    this.#keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  }

  /** RegistrationResponseJSON for PublicKeyCredentialCreationOptionsJSON. */
  register(options: { readonly challenge: string }): Record<string, unknown> {
    const data = Buffer.concat([this.#authenticatorData(0x45), this.#credentialData()])
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      bytes(data),
    ])
    return this.#answer({
      clientDataJSON: this.#clientData('webauthn.create', options.challenge).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
    })
  }

  /** AuthenticationResponseJSON for PublicKeyCredentialRequestOptionsJSON. */
  signIn(options: { readonly challenge: string }): Record<string, unknown> {
    this.#counter += 1
    const client = this.#clientData('webauthn.get', options.challenge)
    const data = this.#authenticatorData(0x05)
    const hash = createHash('sha256').update(client).digest()
    const signature = createSign('sha256')
      .update(Buffer.concat([data, hash]))
      .sign(this.#keys.privateKey)
    return this.#answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
    })
  }

  #answer(response: Record<string, string>): Record<string, unknown> {
    const id = this.#id.toString('base64url')
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} }
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin }))
  }

  /** rpIdHash ‖ flags ‖ signCount; the flags say user present, user verified, and 0x40 attested data. */
  #authenticatorData(flags: number): Buffer {
    const rpIdHash = createHash('sha256').update(new URL(this.#origin).hostname).digest()
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.#counter)
    return Buffer.concat([rpIdHash, Buffer.from([flags]), count])
  }

  /** aaguid ‖ length ‖ credential id ‖ COSE key (RFC 9053, EC2 P-256). */
  #credentialData(): Buffer {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    const cose = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      bytes(Buffer.from(x, 'base64url')),
      Buffer.from([0x22]),
      bytes(Buffer.from(y, 'base64url')),
    ])
    return Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.#id.length]), this.#id, cose])
  }
}

/** CBOR text (RFC 8949, major type 3), shorter than 24 bytes. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
}

/** CBOR byte string (major type 2), at most 65,535 bytes. */
function bytes(value: Buffer): Buffer {
  const { length } = value
  if (length < 24) return Buffer.concat([Buffer.from([0x40 + length]), value])
  if (length < 256) return Buffer.concat([Buffer.from([0x58, length]), value])
  return Buffer.concat([Buffer.from([0x59, length >> 8, length & 0xff]), value])
}
