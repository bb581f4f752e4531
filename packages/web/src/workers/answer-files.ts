import { Manifest, ReceiptDetails } from '@porchlight/core'
import type { ClipName } from '@porchlight/core'

/** Names of the files of a sealed answer that waits to be sent. */
export const answerFiles = {
  manifest: 'manifest.age',
  /** Written last: where it is, everything else is whole. */
  facts: 'facts.json',
  opened: 'opened.json',
  receipt: 'receipt.tlog-proof',
  clip: (name: ClipName) => `${name}.age`,
} as const

/**
 * All that sending needs beside the sealed files. Somebody who can read it learns that this device
 * answered and when, but neither pictures nor words: the rungs are left out of the manifest.
 */
export const KeptFacts = ReceiptDetails.pick({
  logKey: true,
  witnessPolicy: true,
  sealed: true,
  originals: true,
}).extend({
  manifest: Manifest,
})
export type KeptFacts = ReturnType<typeof KeptFacts.parse>
