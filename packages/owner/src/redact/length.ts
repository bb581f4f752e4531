import type { CopyFacts } from './prove.ts'

/** Pictures of slow cameras are not cut finer than this. */
const slackSeconds = 0.2

/** Whether a copy holds more than was asked for; the one thing that its own bytes do not tell. */
export function isLonger({ seconds, soundSeconds }: CopyFacts, asked: number): boolean {
  return Math.max(seconds, soundSeconds) > asked + slackSeconds
}
