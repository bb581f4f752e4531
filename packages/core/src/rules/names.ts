import type { AgencyKind, FederalTie } from '../agency.ts'
import type { DeclineReason } from '../custody.ts'
import type { Offence } from '../offence.ts'
import type { OnwardParty, Outcome } from '../request.ts'
import type { Sentence } from './rule.ts'

/** Stands on every request, in every language, and no agency can edit it. */
export const fixedSentence: Sentence = {
  en: 'You may ignore this. Nobody learns that you did.',
  es: 'Puede ignorar esto. Nadie sabrá que lo hizo.',
}

type Names<Key extends string> = Readonly<Record<Key, Sentence>>

export const offenceNames: Names<Offence> = {
  homicide: { en: 'Homicide', es: 'Homicidio' },
  abduction: { en: 'Abduction', es: 'Secuestro' },
  'mass-violence': { en: 'Mass violence', es: 'Violencia masiva' },
  'sexual-assault': { en: 'Sexual assault', es: 'Agresión sexual' },
  'missing-person': { en: 'Missing person', es: 'Persona desaparecida' },
  'aggravated-assault': { en: 'Aggravated assault', es: 'Agresión con agravantes' },
  'shots-fired': { en: 'Shots fired', es: 'Disparos' },
  robbery: { en: 'Robbery', es: 'Robo con violencia' },
  burglary: { en: 'Burglary', es: 'Allanamiento y robo' },
  theft: { en: 'Theft', es: 'Hurto' },
  'vehicle-theft': { en: 'Vehicle theft', es: 'Robo de vehículo' },
  'hit-and-run': { en: 'Hit-and-run', es: 'Atropello y fuga' },
  'traffic-collision': { en: 'Traffic collision', es: 'Choque de tránsito' },
  arson: { en: 'Arson', es: 'Incendio provocado' },
  vandalism: { en: 'Vandalism', es: 'Vandalismo' },
  'animal-cruelty': { en: 'Animal cruelty', es: 'Maltrato animal' },
  'illegal-dumping': { en: 'Illegal dumping', es: 'Vertido ilegal' },
  'structure-fire': { en: 'Structure fire', es: 'Incendio de edificio' },
  'hazardous-release': { en: 'Hazardous release', es: 'Fuga peligrosa' },
}

export const outcomeNames: Names<Outcome> = {
  used: { en: 'Footage was used', es: 'Se usaron grabaciones' },
  'not-useful': { en: 'Footage was not useful', es: 'Las grabaciones no sirvieron' },
  exculpatory: { en: 'Footage cleared somebody', es: 'Las grabaciones exculparon a alguien' },
  'no-crime': { en: 'There was no crime', es: 'No hubo delito' },
  withdrawn: { en: 'Withdrawn', es: 'Retirada' },
}

export const onwardNames: Names<OnwardParty> = {
  prosecutor: { en: 'the prosecutor', es: 'la fiscalía' },
  court: { en: 'the court', es: 'el tribunal' },
  defence: { en: 'the defence', es: 'la defensa' },
  'partner-agency': { en: 'a partner agency in the same case', es: 'otra agencia del mismo caso' },
  insurer: { en: "the victim's insurer", es: 'la aseguradora de la víctima' },
  media: { en: 'news media', es: 'medios de comunicación' },
}

export const agencyKindNames: Names<AgencyKind> = {
  police: { en: 'Police', es: 'Policía' },
  sheriff: { en: 'Sheriff', es: 'Alguacil' },
  fire: { en: 'Fire department', es: 'Bomberos' },
  'emergency-management': { en: 'Emergency management', es: 'Gestión de emergencias' },
  'local-government': { en: 'Local government', es: 'Gobierno local' },
}

export const federalTieNames: Names<FederalTie> = {
  'task-force': { en: 'Works in a federal task force', es: 'Trabaja en un grupo federal' },
  '287g': {
    en: 'Has a 287(g) agreement with federal immigration enforcement',
    es: 'Tiene un acuerdo 287(g) con inmigración federal',
  },
}

export const declineReasonNames: Names<DeclineReason> = {
  'not-relevant': { en: 'Not relevant', es: 'No es relevante' },
  unplayable: { en: 'Cannot be played', es: 'No se puede reproducir' },
  duplicate: { en: 'Duplicate', es: 'Duplicado' },
  'outside-window': { en: 'Outside the windows', es: 'Fuera de los intervalos' },
}
