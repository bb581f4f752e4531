const sentences = {
  'append-busy': 'An append is still running',
  'batch-empty': 'A batch needs at least one entry',
  'batch-too-large': 'The batch is too large',
  'bundle-malformed': 'Malformed entry bundle',
  'checkpoint-malformed': 'Malformed checkpoint',
  'checkpoint-missing': 'The store has no published checkpoint',
  'entry-too-large': 'The entry is too large',
  'entry-wrong': 'A stored entry does not hash to its leaf',
  'immutable-differs': 'An immutable path already holds other bytes',
  'key-malformed': 'Malformed key',
  'lock-behind': 'The lock is older than the published checkpoint: an old backup was restored',
  'lock-forked': 'The lock and the published checkpoint have different roots at the same size',
  'lock-lost': 'Another sequencer moved the lock',
  'log-absent': 'There is no log here: create it first',
  'log-exists': 'There is a log here already',
  'note-malformed': 'Malformed signed note',
  'note-too-large': 'The signed note is too large',
  'origin-differs': 'The checkpoint is of another log',
  'outside-tree': 'That lies outside the tree',
  'path-refused': 'Not a path of a log',
  'policy-duplicate': 'The policy says something twice',
  'policy-malformed': 'Malformed policy',
  'policy-name-unknown': 'The policy uses a name that no line above it defines',
  'policy-quorum-missing': 'The policy has no quorum line',
  'policy-too-large': 'The policy is too large',
  'pool-closed': 'The pool is closed',
  'pool-full': 'Too many entries are waiting',
  'proof-malformed': 'Malformed proof',
  'quorum-missing': 'Too few witnesses have cosigned',
  'sequencer-stopped': 'The sequencer has stopped for good',
  'signature-missing': 'No signature by the expected key',
  'signature-wrong': 'A signature by the expected key is wrong',
  'stage-malformed': 'Malformed stage',
  'stage-missing': 'The lock is ahead of the published checkpoint and its stage is missing',
  'stage-wrong': 'The stage does not lead to the checkpoint in the lock',
  'store-failed': 'The store has failed: restart and recover',
  'tile-malformed': 'Malformed tile',
  'tile-missing': 'A tile is missing',
  'tile-wrong': 'A stored tile does not hash to the checkpoint',
  'time-backwards': 'Time runs backwards',
  'time-malformed': 'Malformed instant',
  'witness-busy': 'The witness is being asked by too many at once',
  'witness-request-malformed': 'Malformed add-checkpoint request',
} as const

export type LogErrorCode = keyof typeof sentences

/** Every refusal of this library. Programs switch on `code`; `message` is for an operator. */
export class LogError extends Error {
  override readonly name = 'LogError'
  readonly code: LogErrorCode

  /** @param detail what was refused: a path, a size, a key name; never the content of an entry */
  constructor(code: LogErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? sentences[code] : `${sentences[code]}: ${detail}`, options)
    this.code = code
  }
}
