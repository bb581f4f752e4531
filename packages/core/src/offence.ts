import { z } from 'zod'

/** The closed list of incident types. */
export const offences = [
  'homicide',
  'abduction',
  'mass-violence',
  'sexual-assault',
  'missing-person',
  'aggravated-assault',
  'shots-fired',
  'robbery',
  'burglary',
  'theft',
  'vehicle-theft',
  'hit-and-run',
  'traffic-collision',
  'arson',
  'vandalism',
  'animal-cruelty',
  'illegal-dumping',
  'structure-fire',
  'hazardous-release',
] as const
export const Offence = z.enum(offences)
export type Offence = z.infer<typeof Offence>

/** Those for which the extended class may be asked: lives lost or in danger. */
export const graveOffences: readonly Offence[] = [
  'homicide',
  'abduction',
  'mass-violence',
  'sexual-assault',
  'missing-person',
]
