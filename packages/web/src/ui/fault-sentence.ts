import { Fault } from '@porchlight/core'
import type { FaultCode } from '@porchlight/core'

import { m } from '../words/messages.js'
import { NoSecret, PasskeyStopped } from './passkey-stopped.ts'

/** The sentence for a person, in their language: what happened, and what to do. */
export function faultSentence(error: unknown): string {
  if (error instanceof Fault) return sentences[error.code]()
  if (error instanceof PasskeyStopped)
    return error.missing ? m.ui_passkey_missing() : m.ui_passkey_stopped()
  if (error instanceof NoSecret) return m.ui_passkey_no_secret()
  // what `fetch` throws where nothing answers
  if (error instanceof TypeError) return m.ui_fault_offline()
  return m.ui_fault_internal()
}

const sentences: Readonly<Record<FaultCode, () => string>> = {
  'input/invalid': m.ui_fault_input_invalid,
  'input/too-large': m.ui_fault_input_too_large,
  'input/unknown-place': m.ui_fault_input_unknown_place,
  'clock/off': m.ui_fault_clock_off,
  'rate/too-many': m.ui_fault_rate_too_many,
  'session/none': m.ui_fault_session_none,
  'session/not-allowed': m.ui_fault_session_not_allowed,
  'session/other-site': m.ui_fault_session_other_site,
  'passkey/refused': m.ui_fault_passkey_refused,
  'invite/unknown': m.ui_fault_invite_unknown,
  'demo/off': m.ui_fault_demo_off,
  'demo/other-mode': m.ui_fault_demo_other_mode,
  'instance/in-use': m.ui_fault_instance_in_use,
  'agency/not-found': m.ui_fault_agency_not_found,
  'agency/not-admitted': m.ui_fault_agency_not_admitted,
  'agency/no-keys': m.ui_fault_agency_no_keys,
  'agency/has-keys': m.ui_fault_agency_has_keys,
  'agency/confirmed-meanwhile': m.ui_fault_agency_confirmed_meanwhile,
  'agency/already-approved': m.ui_fault_agency_already_approved,
  'agency/suspended': m.ui_fault_agency_suspended,
  'agency/keys-known': m.ui_fault_agency_keys_known,
  'agency/keys-waiting': m.ui_fault_agency_keys_waiting,
  'partner/not-found': m.ui_fault_partner_not_found,
  'partner/wrong-state': m.ui_fault_partner_wrong_state,
  'partner/too-soon': m.ui_fault_partner_too_soon,
  'partner/key-known': m.ui_fault_partner_key_known,
  'partner/other-words': m.ui_fault_partner_other_words,
  'partner/confirmed-already': m.ui_fault_partner_confirmed_already,
  'partner/confirmed-meanwhile': m.ui_fault_partner_confirmed_meanwhile,
  'legal/counted-meanwhile': m.ui_fault_legal_counted_meanwhile,
  'request/not-found': m.ui_fault_request_not_found,
  'request/exists': m.ui_fault_request_exists,
  'request/expired': m.ui_fault_request_expired,
  'request/not-live': m.ui_fault_request_not_live,
  'request/wrong-state': m.ui_fault_request_wrong_state,
  'request/against-the-rules': m.ui_fault_request_against_the_rules,
  'request/bad-signature': m.ui_fault_request_bad_signature,
  'request/old-keys': m.ui_fault_request_old_keys,
  'request/author-is-approver': m.ui_fault_request_author_is_approver,
  'submission/not-found': m.ui_fault_submission_not_found,
  'submission/too-many-clips': m.ui_fault_submission_too_many_clips,
  'submission/too-large': m.ui_fault_submission_too_large,
  'submission/request-full': m.ui_fault_submission_request_full,
  'submission/incomplete': m.ui_fault_submission_incomplete,
  'submission/altered': m.ui_fault_submission_altered,
  'submission/finished': m.ui_fault_submission_finished,
  'submission/not-opened': m.ui_fault_submission_not_opened,
  'submission/destroyed': m.ui_fault_submission_destroyed,
  'submission/not-released': m.ui_fault_submission_not_released,
  'upload/metadata': m.ui_fault_upload_metadata,
  'upload/too-large': m.ui_fault_upload_too_large,
  'upload/offset': m.ui_fault_upload_offset,
  'disk/full': m.ui_fault_disk_full,
  'custody/broken-chain': m.ui_fault_custody_broken_chain,
  'custody/bad-signature': m.ui_fault_custody_bad_signature,
  'seal/wrong-key': m.ui_fault_seal_wrong_key,
  'seal/damaged': m.ui_fault_seal_damaged,
  'seal/not-sealed': m.ui_fault_seal_not_sealed,
  'seal/wrong-passphrase': m.ui_fault_seal_wrong_passphrase,
  'seal/untrusted-request': m.ui_fault_seal_untrusted_request,
  'clip/not-a-video': m.ui_fault_clip_not_a_video,
  'clip/cannot-decode': m.ui_fault_clip_cannot_decode,
  'clip/cut-outside': m.ui_fault_clip_cut_outside,
  'hub/no-instance': m.ui_fault_hub_no_instance,
  'hub/wrong-password': m.ui_fault_hub_wrong_password,
  'source/unreachable': m.ui_fault_source_unreachable,
  'source/refused': m.ui_fault_source_refused,
  'source/too-mighty': m.ui_fault_source_too_mighty,
  'source/certificate': m.ui_fault_source_certificate,
  'source/not-one': m.ui_fault_source_not_one,
  'source/gone': m.ui_fault_source_gone,
  'source/no-folder': m.ui_fault_source_no_folder,
  'source/unknown-names': m.ui_fault_source_unknown_names,
  'source/no-clock': m.ui_fault_source_no_clock,
  'submission/opened': m.ui_fault_submission_opened,
  'tool/missing': m.ui_fault_tool_missing,
  'log/unavailable': m.ui_fault_log_unavailable,
  'log/no-proof': m.ui_fault_log_no_proof,
  internal: m.ui_fault_internal,
}
