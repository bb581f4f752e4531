export { View } from './camera.ts'
export { clipTime } from './clock/clip-time.ts'
export { offsetFor, trueIntervals } from './clock/true-time.ts'
export type { TrueInterval } from './clock/true-time.ts'
export { hubApi } from './hub/api.ts'
export type { ClockOf } from './hub/api.ts'
export { filtersText, mergeFilters, readFilters } from './hub/filters.ts'
export type { ReadFilters } from './hub/filters.ts'
export { hasNoTime, isSavedName } from './hub/timeless-names.ts'
export {
  BoxForm,
  CameraClock,
  EditPlanForm,
  FilterList,
  LocalId,
  NewSource,
  ZipView,
} from './hub/views.ts'
export type {
  AnswerView,
  CameraView,
  ClipView,
  CopyView,
  FolderView,
  HubView,
  MatchCard,
  MatchView,
  OpenedView,
  QuestionView,
  Reason,
  SourceView,
} from './hub/views.ts'
export { viewOutline } from './match/outline.ts'
export { reasonsFor } from './match/reasons.ts'
export { containerOfStart, mediaTypes, startBytes } from './media/container.ts'
export type { Container } from './media/container.ts'
export type { Revealed, RevealedKind } from './media/reveals.ts'
export { blobFile, memoryFile } from './redact/byte-file.ts'
export type { ByteFile } from './redact/byte-file.ts'
export { isLonger } from './redact/length.ts'
export { proveCopy } from './redact/prove.ts'
export type { CopyFacts, CopyFault, CopyVerdict } from './redact/prove.ts'
export { boxAt, coverOver } from './redact/plan.ts'
export type { Box, DrawnBox, EditPlan, KeyFrame } from './redact/plan.ts'
export { revealedIn } from './redact/reveal.ts'
export type { CopyCodec } from './redact/sample-entry.ts'
export { stripMp4 } from './redact/strip.ts'
export type { SealChunk, SealingCipher } from './seal/cipher.ts'
export { webSealingCipher } from './seal/cipher-web.ts'
export { seal } from './seal/seal.ts'
export type { SealedDigests, Sealing, SealingInput, SealingTools } from './seal/seal.ts'
export { localSealer } from './seal/sealer.ts'
export type { NewSealer, Sealer, SealerInput } from './seal/sealer.ts'
export { newClipName, newSalt, receiptDetails, sealAnswer } from './seal/submission.ts'
export type { Answer, Logged, Original, SealedAnswer, SealedClip } from './seal/submission.ts'
export { webTools } from './seal/web-tools.ts'
export { ConnectionLost } from './send/patience.ts'
export type { Pause } from './send/patience.ts'
export type { SealedSource } from './send/sealed-source.ts'
export { sendSubmission } from './send/send.ts'
export type { OpenedSubmission, SendInput, SendProgress } from './send/send.ts'
export { fetchTokens } from './tokens/fetch.ts'
export { liveToken, liveTokens } from './tokens/live.ts'
export { checkPublished } from './send/trust.ts'
export type { Distrust, JudgeProof, Trust, TrustInput } from './send/trust.ts'
export { ClockReading, Shown, ShownTime } from './shown-time.ts'
export { shortlist } from './shortlist/shortlist.ts'
export type { Hint } from './shortlist/shortlist.ts'
export { sealReply, tryQuestion } from './thread/messages.ts'
export { newReplyKey } from './thread/reply-key.ts'
