/** What a hub's owner has and does, and what a hub does that must be caught. */
export interface Life {
  /** Whether its camera sees what is asked for. */
  readonly fits: boolean
  readonly does: 'nothing' | 'looks' | 'declines'
  readonly defect: 'none' | 'extra' | 'header' | 'early' | 'restless'
}

/** Nobody but their owners may tell these apart. */
export const sound = {
  'no match': { fits: false, does: 'nothing', defect: 'none' },
  match: { fits: true, does: 'nothing', defect: 'none' },
  'match + view': { fits: true, does: 'looks', defect: 'none' },
  'match + decline': { fits: true, does: 'declines', defect: 'none' },
} as const satisfies Readonly<Record<string, Life>>

/** Positive controls. */
export const leaking = {
  /** Fetches the page of what matches, once. */
  'one thing more': { fits: true, does: 'looks', defect: 'extra' },
  /** Has a header that is a byte longer, once. */
  'one byte more': { fits: true, does: 'looks', defect: 'header' },
  /** Looks again a fifth earlier while something matches. */
  early: { fits: true, does: 'looks', defect: 'early' },
  /** Pauses as all do, but rather less than more after its owner looked at something. */
  restless: { fits: true, does: 'looks', defect: 'restless' },
} as const satisfies Readonly<Record<string, Life>>

export type LeakingName = keyof typeof leaking
export type TwinName = keyof typeof sound | LeakingName

export const lives: Readonly<Record<TwinName, Life>> = { ...sound, ...leaking }
