import { placeForms } from './place-forms.ts'
import { backwards, base64Forms, doubleForms, hashForms, text, textForms } from './text-forms.ts'
import type { Forms } from './text-forms.ts'

/** A secret that was planted, and where it went in: `user agent`. */
export interface Canary {
  readonly name: string
  /** As text; a place as `latitude,longitude`. */
  readonly secret: string
  /** What else it is than text: bytes are written as hex digits. */
  readonly kind?: 'bytes' | 'number' | 'place'
}

/** How a program may have written a secret down; hashes without a salt among them. */
export function formsOf({ secret, kind }: Canary): Forms {
  if (kind === 'place') return placeForms(secret)
  const forms = new Map(textForms(secret))
  if (kind === 'bytes') {
    const bytes = Buffer.from(secret, 'hex')
    forms.set('bytes', [bytes, backwards(bytes)])
    forms.set('base64', [...(forms.get('base64') ?? []), ...base64Forms(bytes)])
    forms.set('hash', [...(forms.get('hash') ?? []), ...hashForms(bytes, 'sha256')])
  }
  if (kind === 'number') forms.set('a number in binary', doubleForms(Number(secret)))
  const address = addressBytes(secret)
  if (address !== null) {
    forms.set('an address in four bytes', [address, backwards(address)])
    forms.set('an address of a socket', [Buffer.concat([address, Buffer.alloc(8)])])
    forms.set('an address as a number', [
      text(address.toString('hex')),
      text(String(address.readUInt32BE())),
      text(String(address.readUInt32LE())),
    ])
  }
  return forms
}

function addressBytes(secret: string): Buffer | null {
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(secret)) return null
  return Buffer.from(secret.split('.').map(Number))
}
