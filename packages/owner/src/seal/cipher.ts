/**
 * Seals one chunk with ChaCha20-Poly1305 (RFC 8439, no associated data): writes ciphertext and tag
 * to `sealed`, which is 16 bytes longer than `plain`. Several may be under way at a time.
 */
export type SealChunk = (
  plain: Uint8Array,
  nonce: Uint8Array<ArrayBuffer>,
  sealed: Uint8Array,
) => Promise<void>

/** Prepares a cipher for the 32-byte key of one file. */
export type SealingCipher = (key: Uint8Array<ArrayBuffer>) => SealChunk | Promise<SealChunk>
