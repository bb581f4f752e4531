export type { KeyPair } from './keyring/identity.ts'
export {
  keyringText,
  keysOf,
  newKeyring,
  nextKeyring,
  readKeyring,
  vaultsOf,
} from './keyring/keyring.ts'
export type { Keyring } from './keyring/keyring.ts'
export { passkeySalt, unwrapWithPasskey, wrapWithPasskey } from './keyring/passkey.ts'
export { unwrapWithPassphrase, wrapWithPassphrase } from './keyring/passphrase.ts'
export type { OpenChunk, OpeningCipher } from './open/cipher.ts'
export { webOpeningCipher } from './open/cipher-web.ts'
export { openManifest, requestDigestsOf } from './open/manifest.ts'
export type { Expected } from './open/manifest.ts'
export { open } from './open/open.ts'
export type { Content, OpeningInput, OpeningTools } from './open/open.ts'
export { MemorySink } from './open/sink.ts'
export type { Sink } from './open/sink.ts'
export type { OpeningKey } from './open/unwrap.ts'
export { webTools } from './open/web-tools.ts'
export { openThread, sealQuestion } from './thread/thread.ts'
export type { Asked, SealedQuestion } from './thread/thread.ts'
export { newRequestKey, unwrapRequestKey, wrapRequestKey } from './vault/request-key.ts'
export { openFromVault, sealToVault } from './vault/vault.ts'
