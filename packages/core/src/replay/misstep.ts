/** What no honest instance writes, whatever happened before. */
export type Misstep =
  /** Anything before the instance said what it is. */
  | 'before-opening'
  | 'opened-again'
  /** Rules that allow more than everybody was promised. */
  | 'policy-too-loose'
  | 'agency-again'
  /** A key, a request or a refusal of an agency that was never admitted. */
  | 'agency-unknown'
  /** A request of an agency that may not ask any more, an answer to one, or its suspension a second time. */
  | 'agency-suspended'
  /** A request signed with a key that was not the agency's at that time. */
  | 'agency-key-unknown'
  /** A key that replaces another before the cool-off is over. */
  | 'key-too-soon'
  | 'partner-again'
  /** A partner's key, start or end, without its announcement, or after its end. */
  | 'partner-unknown'
  /** Announced with a shorter notice than the instance's rules promise. */
  | 'notice-too-short'
  /** Active before the end of the public notice. */
  | 'partner-too-soon'
  /** A key that somebody else has already: what goes to the one would go to the other. */
  | 'key-shared'
  /** The same version of a request a second time, or one out of order; the first is 1. */
  | 'request-again'
  /** A later version that has another key: who answered to the first was promised that one. */
  | 'request-key-changed'
  /** About a request that was never published. */
  | 'request-unknown'
  /** About a request after it was closed or withdrawn. */
  | 'request-over'
  /** An answer that is sealed to a key which is neither its request's nor an active partner's. */
  | 'recipient-unknown'
  /** An answer on a day before its request was published. */
  | 'before-request'
  /** Custody of something that is no earlier answer. */
  | 'submission-unknown'
  /** Accepted, declined or exported before it was opened. */
  | 'not-opened'
  /** Custody of an answer that was destroyed. */
  | 'destroyed-before'
  /** More answers overdue than there ever were. */
  | 'overdue-too-many'
  | 'feed-out-of-order'
  /** A count of everything so far that is no more than before. */
  | 'count-fell'
  /** A map accepted that has no devices, fewer than half of those before it, or a file of another count. */
  | 'map-unfit'

export type Missteps = readonly Misstep[]

export const none: Missteps = []
