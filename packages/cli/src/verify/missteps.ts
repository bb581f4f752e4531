import type { EntryVerdict, Misstep } from '@porchlight/core'

/** What is wrong with an entry, given all before it: the rest of a sentence that begins with its number. */
export const missteps: Readonly<Record<Misstep, string>> = {
  'before-opening': 'comes before the instance said by which rules it goes.',
  'opened-again': 'opens an instance that is open already.',
  'policy-too-loose': 'sets rules that allow more than everybody was promised.',
  'agency-again': 'admits an agency that is admitted already.',
  'agency-unknown': 'is of an agency that was never admitted.',
  'agency-suspended': 'is of an agency that is suspended.',
  'agency-key-unknown': 'is signed with a key that was not its agency’s at that time.',
  'key-too-soon': 'replaces a key before the 72 hours of notice are over.',
  'key-shared': 'gives somebody a key that somebody else has.',
  'partner-again': 'announces a partner that is announced already.',
  'partner-unknown': 'is about a partner that was not announced, or has ended.',
  'notice-too-short': 'announces a partner with a shorter notice than the instance promises.',
  'partner-too-soon': 'activates a partner before its public notice is over.',
  'request-again': 'publishes a version of a request that was published before, or out of order.',
  'request-key-changed': 'is a later version of a request that has another key.',
  'request-unknown': 'is about a request that was never published.',
  'request-over': 'is about a request that was closed or withdrawn before.',
  'recipient-unknown': 'is sealed to a key that is neither its request’s nor an active partner’s.',
  'before-request': 'is an answer from before its request.',
  'submission-unknown': 'is about an answer that is not there.',
  'not-opened': 'tells what was done with an answer that was not opened before.',
  'destroyed-before': 'tells what was done with an answer that was destroyed before.',
  'overdue-too-many': 'counts more answers as overdue than there were.',
  'feed-out-of-order': 'publishes a feed out of order.',
  'count-fell': 'counts less than was counted before.',
  'map-unfit':
    'accepts a map of public devices that has none, or fewer than half of those before it, or another count for the same file.',
}

/** What is wrong with an entry that cannot be read, as above. */
export const unread: Readonly<Record<Extract<EntryVerdict, { read: false }>['because'], string>> = {
  'not-json': 'is no JSON.',
  'unknown-form': 'has a form that this program does not know.',
  'not-canonical': 'is not written in the one form that entries have.',
}
