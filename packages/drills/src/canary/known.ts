import type { Found } from '@porchlight/e2e'

/** Something that an instance is told, or makes itself, and why it must have it. */
interface Known {
  readonly canary: string
  /** In any form unless given. */
  readonly form?: string
  readonly where: RegExp
  readonly because: string
}

/** On the wire, and in memory until the garbage is collected; on no disk. */
const passing = /^(?:wire|memory)\b/
const anywhere = /^/

/** All that an instance may know of what was looked for. What is in no line of this is a leak. */
const known: readonly Known[] = [
  {
    canary: 'invite code',
    where: passing,
    because: 'a steward gave it out; with it a household asks for its tokens',
  },
  {
    canary: 'invite code',
    form: 'SHA-256',
    where: anywhere,
    because: 'by it a code is known again; it says nothing of whose it is',
  },
  {
    canary: 'secret of an answer',
    where: passing,
    because: 'the instance made it, for whoever sent the answer to come back',
  },
  {
    canary: 'secret of an answer',
    form: 'SHA-256',
    where: anywhere,
    because: 'by it alone the sender is let in again',
  },
  {
    canary: 'salt of an answer',
    where: passing,
    because: 'the instance works out the commitment from it, and forgets it',
  },
  {
    canary: 'name of a clip',
    where: anywhere,
    because: 'drawn at random for the answer; by it the agency says which clip it took',
  },
  {
    canary: 'address, line',
    where: /^memory\b/,
    because: 'a connection comes from an address, which is in the socket',
  },
]

/** Why the instance may know this; null where it may not. */
export function reasonFor({ canary, form, place }: Found): Known | null {
  return (
    known.find(
      (one) => one.canary === canary && (one.form ?? form) === form && one.where.test(place),
    ) ?? null
  )
}
