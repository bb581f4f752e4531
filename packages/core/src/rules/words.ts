import { announcementRule } from './words/announcement.ts'
import { assemblyRule } from './words/assembly.ts'
import { healthRule } from './words/health.ts'
import { homeRule } from './words/home.ts'
import { immigrationRule } from './words/immigration.ts'
import { mashRule } from './words/mash.ts'
import { namedPersonRule, victimRule } from './words/person.ts'
import { pressureRule } from './words/pressure.ts'
import { raceRule } from './words/race.ts'
import { vagueRule } from './words/vague.ts'
import { worshipRule } from './words/worship.ts'

/** Rules about words, in English and Spanish. A steward still reads every request: words hide more than lists find. */
export const wordRules = [
  assemblyRule,
  worshipRule,
  healthRule,
  immigrationRule,
  announcementRule,
  pressureRule,
  vagueRule,
  homeRule,
  namedPersonRule,
  victimRule,
  raceRule,
  mashRule,
] as const
