import type { Keyring } from '@porchlight/agency'

import type { Touched } from '../../ui/passkey.ts'
import { createStore } from '../../ui/store.ts'

/** The agency's unlocked keys. In this page's memory only; gone with the tab, and on signing out. */
export const heldKeyring = createStore<Keyring | null>(null)

/** The passkey touched last, so that nobody has to touch it twice in a row. */
export const touchedPasskey = createStore<Touched | null>(null)

export function forgetKeys(): void {
  heldKeyring.set(null)
  touchedPasskey.set(null)
}
