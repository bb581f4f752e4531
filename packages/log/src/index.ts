export { LogError, type LogErrorCode } from './error.ts'
export { type Instant } from './instant.ts'
export {
  createHasher,
  defaultHasher,
  emptyRoot,
  hashBytes,
  type Hasher,
  type Sha256,
} from './hash.ts'
export { emptyTree, grow, rootOf, type Growth, type Tree, type TreeNode } from './tree.ts'
export {
  bundlePath,
  checkpointPath,
  parseTilePath,
  tilePath,
  tileWidth,
  type Bundle,
  type Tile,
} from './tile.ts'
export { decodeBundle, encodeBundle, maxEntryBytes } from './bundle.ts'
export {
  proveConsistency,
  proveInclusion,
  verifyConsistency,
  verifyInclusion,
  type ConsistencyClaim,
  type InclusionClaim,
  type Proof,
  type ProofVerdict,
  type ReadHash,
} from './proof.ts'
export { createInclusionVerifier, type InclusionVerifier } from './inclusions.ts'
export {
  createKey,
  formatPublicKey,
  formatSecretKey,
  keyBytes,
  parsePublicKey,
  parseSecretKey,
  publicKeyOf,
  signatureType,
  type PublicKey,
  type SecretKey,
  type SignatureType,
} from './key.ts'
export { createSigner, createVerifier } from './ed25519.ts'
export {
  formatNote,
  maxSignatures,
  parseNote,
  signNote,
  verifyNote,
  type Note,
  type NoteSignature,
  type Signer,
  type Verifier,
} from './note.ts'
export {
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type SignedCheckpoint,
} from './checkpoint.ts'
export { addSignature, cosign, cosignedAt, createCosignatureVerifier } from './cosignature.ts'
export {
  formatPolicy,
  maxPolicyItems,
  noQuorum,
  parsePolicy,
  type Policy,
  type PolicyGroup,
  type PolicyLog,
  type PolicyWitness,
} from './policy.ts'
export { quorumHolds, verifyByPolicy, type Cosignature, type PolicyVerdict } from './quorum.ts'
export {
  formatTlogProof,
  parseTlogProof,
  verifyTlogProof,
  verifyWitnessedProof,
  type TlogProof,
  type TlogProofVerdict,
  type WitnessedProofVerdict,
} from './tlog-proof.ts'
export {
  addCheckpointPath,
  formatAddCheckpoint,
  maxProofLines,
  parseAddCheckpoint,
  type AddCheckpoint,
} from './add-checkpoint.ts'
export {
  admit,
  answerOf,
  createWitness,
  refusalOf,
  type Admitted,
  type HttpAnswer,
  type Witness,
  type WitnessParts,
  type WitnessRefusal,
  type WitnessVerdict,
} from './witness.ts'
export {
  collectCosignatures,
  type CollectOptions,
  type Collection,
  type CosignatureCall,
  type CosignatureOutcome,
} from './collect.ts'
export { createWitnessStore, witnessedPath } from './stores/witness.ts'
export {
  type CheckpointLock,
  type LogStore,
  type WitnessStore,
  type WriteOptions,
} from './store.ts'
export { createMemoryLock, createMemoryStore, type MemoryStore } from './stores/memory.ts'
export { createObjectStore, type ObjectClient } from './stores/objects.ts'
export {
  createLog,
  maxBatchEntries,
  openSequencer,
  type LogParts,
  type Sequencer,
  type SequencerOptions,
} from './sequence.ts'
export { type Cosign } from './publish.ts'
export { createPool, maxEntriesWaiting, type Pool, type Pooled, type PoolOptions } from './pool.ts'
export { createReader, type LogReader, type LogReaderOptions } from './read.ts'
export { fsck, type FsckOptions, type FsckVerdict } from './fsck.ts'
