export {
  AgencyKeys,
  AgencyKind,
  agencyKinds,
  AgencyProfile,
  FederalTie,
  federalTies,
} from './agency.ts'
export {
  AgencyView,
  InboxSubmission,
  KeyringWrap,
  NewAgency,
  NextKeys,
  NextVersion,
  OwnRequest,
  sealedFilePath,
  ThreadMessage,
} from './api/agency.ts'
export { call, codeOf } from './api/call.ts'
export type { Line } from './api/call.ts'
export { api } from './api/contract.ts'
export { DeskAgency, QueuedRequest } from './api/desk.ts'
export { buildMapPath, MapAnswer } from './api/devices.ts'
export { endpoint } from './api/endpoint.ts'
export type { Caller, Endpoint, Fields } from './api/endpoint.ts'
export { DeskPartner, LegalCount, PublicPartner } from './api/partners.ts'
export {
  InstanceFacts,
  LoggedEntry,
  LoggedKeys,
  PublicAgency,
  PublicRequest,
} from './api/public.ts'
export { Member } from './api/sign-in.ts'
export { Area, maxCorners, Place } from './area.ts'
export {
  concat,
  equal,
  fromBase64,
  fromBase64Url,
  fromHex,
  sha256Hex,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from './bytes.ts'
export { canonical, canonicalBytes } from './canonical.ts'
export { originalCommitment, recipientId, submissionCommitment } from './commitment.ts'
export {
  chainFault,
  checkChain,
  custodyDigest,
  CustodyEvent,
  custodySignatureHolds,
  DeclineReason,
  declineReasons,
  SignedCustodyEvent,
  Withdrawal,
  withdrawalDigest,
} from './custody.ts'
export type { ChainFault, ChainVerdict } from './custody.ts'
export { isHalved, mapRefusals, refusalsOf } from './devices/build.ts'
export type { MapRefusal } from './devices/build.ts'
export { maxDevices, maxMapBytes, readDeviceMap } from './devices/reading.ts'
export type { MapReading } from './devices/reading.ts'
export { keptUntil, useOf } from './destruction.ts'
export type { Use } from './destruction.ts'
export { Entry, entryBytes, entryKinds, legalClasses, readEntry, sizeClassOf } from './entry.ts'
export type { EntryKind, EntryOf, EntryVerdict } from './entry.ts'
export {
  directoryKinds,
  Feed,
  feedBytes,
  feedEntry,
  feedPath,
  FeedProof,
  feedProofBytes,
  feedProofPath,
  feedProofStepBytes,
  feedsBefore,
  feedStepBytes,
  latestFeedPath,
  maxFeedBytes,
  maxFeedProofBytes,
  maxNews,
  newsDays,
  newsKinds,
  nextFeed,
  readFeed,
  readFeedProof,
} from './feed.ts'
export type {
  DirectoryEntry,
  DirectoryKind,
  FeedConsistency,
  FeedRequest,
  NewsEntry,
  NewsKind,
} from './feed.ts'
export { Fault, faults, isFaultCode } from './fault.ts'
export type { FaultCode } from './fault.ts'
export {
  AgencyId,
  Digest,
  MemberId,
  newId,
  PartnerId,
  Recipient,
  RecipientId,
  RequestId,
  SigningKey,
  StewardId,
  SubmissionId,
} from './id.ts'
export type { Random } from './id.ts'
export {
  coveredSeconds,
  Day,
  dayOf,
  dayStartOf,
  daySeconds,
  hourSeconds,
  Instant,
  instantOf,
  joined,
  later,
  millisOf,
  minuteOf,
  minuteSeconds,
  secondsBetween,
  Window,
} from './instant.ts'
export { jsonOf } from './json.ts'
export {
  Clip,
  ClipName,
  ClipTime,
  ClockMethod,
  consentVersion,
  Edits,
  Manifest,
  maxClipBytes,
  maxClips,
  MeasuredClock,
  Media,
  Rungs,
  Salt,
} from './manifest.ts'
export { graveOffences, Offence, offences } from './offence.ts'
export { leastNoticeDays, NewPartner, PartnerProfile } from './partner.ts'
export { ReceiptDetails, readReceiptExtra, receiptExtra, receiptMatchesEntry } from './receipt.ts'
export {
  Contact,
  HandlingPromise,
  maxWindows,
  OnwardParty,
  onwardParties,
  Outcome,
  outcomes,
  Request,
  RequestClass,
  requestTexts,
  requestDigest,
  requestSignatureHolds,
  RequestState,
  SignedRequest,
} from './request.ts'
export { requestEntry } from './request-entry.ts'
export { Finding } from './rules/finding.ts'
export { keptByVersions } from './rules/version.ts'
export {
  isStrongKey,
  newSigningSecret,
  sign,
  Signature,
  signatureHolds,
  signingKeyOf,
} from './sign.ts'
export type { SigningContext, SigningSecret } from './sign.ts'
export {
  Ask,
  asks,
  maxFeedMessages,
  maxQuestions,
  maxQuestionsADay,
  maxThreadLetters,
  messageDays,
  newQuestionId,
  Question,
  QuestionId,
  readQuestion,
  readReply,
  Reply,
  SealedMessage,
  sealedMessageBytes,
  SignedQuestion,
  signQuestion,
  threadPlaintext,
  ThreadText,
} from './thread.ts'
export {
  Admission,
  Blinded,
  challengeDigest,
  Issuer,
  maxWanted,
  plainKey,
  pssKey,
  readToken,
  Token,
  tokenInput,
  tokenKeyId,
  tokenOf,
  Wanted,
  workHolds,
  workSubject,
} from './token.ts'
export type { ReadToken } from './token.ts'
export { instantsAt, LocalTime, localAt, offsetAt, Zone } from './zone.ts'
export { webFileHasher } from './age/file-hasher.ts'
export type { FileHasher, NewFileHasher } from './age/file-hasher.ts'
export { findHeaderEnd, maxHeaderBytes } from './age/header.ts'
export type { HeaderVerdict } from './age/header.ts'
export { paddedSize, paddedText, textStepBytes } from './age/padding.ts'
export { mapAhead, pieces, piecesAtOnce } from './age/pieces.ts'
export type { Piece } from './age/pieces.ts'
export {
  chunkBytes,
  chunkNonce,
  payloadKey,
  payloadNonceBytes,
  pieceBytes,
  plaintextSize,
  sealedChunkBytes,
  sealedPieceBytes,
  sealedSize,
  tagBytes,
} from './age/stream.ts'
export {
  areaSquareMetres,
  circleArea,
  distanceMetres,
  earthRadiusMetres,
  squareMiles,
} from './area-measure.ts'
export { boundsOf, centreOf, contains, isSimple } from './area-shape.ts'
export type { Bounds } from './area-shape.ts'
export { Replay } from './replay/replay.ts'
export type { AgencyRecord } from './replay/agencies.ts'
export { coolOffSeconds, earliestFrom, isTooSoon, keyAt } from './replay/keys.ts'
export type { DatedKey } from './replay/keys.ts'
export type { Misstep } from './replay/misstep.ts'
export { Partners } from './replay/partners.ts'
export type { PartnerRecord } from './replay/partners.ts'
export type { Counts } from './replay/replay.ts'
export type { RequestRecord } from './replay/requests.ts'
export { closeStepOf, closeSteps, monthOf, Statistics } from './replay/statistics.ts'
export type { LegalClass, Numbers } from './replay/statistics.ts'
export { isRuleId, rules, ruleSentences } from './rules/all.ts'
export { checkRequest } from './rules/check.ts'
export type { RuleVerdict } from './rules/check.ts'
export {
  agencyKindNames,
  declineReasonNames,
  federalTieNames,
  fixedSentence,
  offenceNames,
  onwardNames,
  outcomeNames,
} from './rules/names.ts'
export { defaultPolicy, looserThanDefault, Policy } from './rules/policy.ts'
export type { Rule, RuleFacts, Sentence, Stage } from './rules/rule.ts'
