import type { Command } from 'commander'

import type { PlaceOptions } from '../../verify/place.ts'

/** What every command takes that reads a whole log. */
export interface LogOptions extends PlaceOptions {
  readonly json?: true
}

/** The options of whom to believe. */
export function withTrust(command: Command): Command {
  return command
    .option('--log <vkey>', 'the log’s verifier key, from somewhere else than the instance')
    .option('--policy <file>', 'the witnesses that you trust (C2SP tlog-policy); may name the log')
    .option('--json', 'print the findings as JSON')
}

export const keyAdvice = `
Nothing is fetched. Get the log's key from somewhere that the instance does not
control (a newspaper, a neighbour, another day) and give it with --log.`

export const logAdvice = `
Without --log the key is taken from the instance (or from the copy) itself: then this shows
that the log fits together, not that it is the one that others see. Without --policy the
witnesses are those that the log itself names.`
