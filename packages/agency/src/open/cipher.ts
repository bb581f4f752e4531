/**
 * Opens one chunk: checks the tag at the end of `sealed` and writes the plaintext, 16 bytes shorter,
 * to `plain`. False where the tag does not hold; `plain` then holds nothing of use. Several may be
 * under way at a time.
 */
export type OpenChunk = (
  sealed: Uint8Array,
  nonce: Uint8Array<ArrayBuffer>,
  plain: Uint8Array,
) => Promise<boolean>

/** Prepares a cipher for the 32-byte key of one file. */
export type OpeningCipher = (key: Uint8Array<ArrayBuffer>) => OpenChunk | Promise<OpenChunk>
