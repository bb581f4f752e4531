import { agencyKinds } from '../agency.ts'
import { areaSquareMetres, isSimple } from '../area-measure.ts'
import { brokenIf, reached, rule } from './rule.ts'

/** Rules about what must be there, where, and who has agreed. */
export const formRules = [
  rule({
    id: 'part/case-number',
    sentence: {
      en: "A request names the agency's case number.",
      es: 'La solicitud indica el número de caso de la agencia.',
    },
    check: ({ request: { caseNumber } }) =>
      brokenIf(!/[0-9]/.test(caseNumber) || caseNumber.length < 3, 'caseNumber'),
  }),
  rule({
    id: 'part/place',
    sentence: {
      en: 'A request says in words where the incident was.',
      es: 'La solicitud dice con palabras dónde fue el incidente.',
    },
    check: ({ request: { place } }) => brokenIf(letters(place) < 4, 'place'),
  }),
  rule({
    id: 'part/title',
    sentence: {
      en: 'A request has a title of a few plain words.',
      es: 'La solicitud tiene un título de pocas palabras claras.',
    },
    check: ({ request: { title } }) => brokenIf(letters(title) < 8, 'title'),
  }),
  rule({
    id: 'part/text',
    sentence: {
      en: 'A request says in a sentence or two what happened and what footage is sought.',
      es: 'La solicitud explica en una o dos frases qué pasó y qué grabación se busca.',
    },
    check: ({ request: { text } }) => brokenIf(letters(text) < 30, 'text'),
  }),
  rule({
    id: 'area/too-small',
    sentence: {
      en: 'The area is at least 0.025 square miles: a smaller one would point at one house.',
      es: 'La zona mide al menos 0,025 millas cuadradas: una menor señalaría una sola casa.',
    },
    check: ({ request: { area }, policy: { minAreaSquareMetres } }) =>
      brokenIf(areaSquareMetres(area) < minAreaSquareMetres, 'area'),
  }),
  rule({
    id: 'area/too-large',
    sentence: {
      en: 'The area is at most 0.5 square miles.',
      es: 'La zona mide como máximo 0,5 millas cuadradas.',
    },
    check: ({ request: { area }, policy: { maxAreaSquareMetres } }) =>
      brokenIf(areaSquareMetres(area) > maxAreaSquareMetres, 'area'),
  }),
  rule({
    id: 'area/crossed',
    sentence: {
      en: "The area's outline does not cross itself.",
      es: 'El contorno de la zona no se cruza consigo mismo.',
    },
    check: ({ request: { area } }) => brokenIf(!isSimple(area), 'area'),
  }),
  rule({
    id: 'handling/unused-kept',
    sentence: {
      en: 'Unused clips are destroyed at most 30 days after the request is closed.',
      es: 'Los clips no usados se destruyen como máximo 30 días después del cierre.',
    },
    check: ({ request: { handling }, policy: { maxUnusedDays } }) =>
      brokenIf(handling.unusedDays > maxUnusedDays, 'handling'),
  }),
  rule({
    id: 'handling/declined-kept',
    sentence: {
      en: 'Declined clips are destroyed at most 30 days after the request is closed.',
      es: 'Los clips rechazados se destruyen como máximo 30 días después del cierre.',
    },
    check: ({ request: { handling }, policy: { maxDeclinedDays } }) =>
      brokenIf(handling.declinedDays > maxDeclinedDays, 'handling'),
  }),
  rule({
    id: 'agency/not-eligible',
    sentence: {
      en: 'Only local public safety agencies ask: police, sheriff, fire, emergency management, local government. No federal immigration agency.',
      es: 'Solo piden agencias locales de seguridad pública: policía, alguacil, bomberos, emergencias, gobierno local. Ninguna agencia federal de inmigración.',
    },
    check: ({ facts: { agency } }) =>
      brokenIf(
        !agencyKinds.includes(agency.kind) ||
          immigrationName.test(agency.name) ||
          immigrationLetters.test(agency.name),
        'agency',
      ),
  }),
  rule({
    id: 'agency/another',
    sentence: {
      en: 'An agency asks in its own name.',
      es: 'Una agencia pide en su propio nombre.',
    },
    check: ({ request, facts: { agency } }) => brokenIf(request.agency !== agency.id, 'agency'),
  }),
  rule({
    id: 'case/too-many',
    sentence: {
      en: 'There are at most two requests for one case.',
      es: 'Hay como máximo dos solicitudes por caso.',
    },
    check: ({ facts: { sameCase }, policy: { maxRequestsPerCase } }) =>
      brokenIf(sameCase.length >= maxRequestsPerCase, 'caseNumber'),
  }),
  rule({
    id: 'case/not-linked',
    sentence: {
      en: 'A second request for a case is linked to the first.',
      es: 'La segunda solicitud de un caso enlaza con la primera.',
    },
    check: ({ request: { linked }, facts: { sameCase } }) =>
      brokenIf(sameCase.length > 0 && !sameCase.some(({ id }) => id === linked), 'linked'),
  }),
  rule({
    id: 'approval/author',
    sentence: {
      en: 'Whoever writes a request does not approve it.',
      es: 'Quien escribe una solicitud no la aprueba.',
    },
    check: ({ facts: { stage, author, approvers } }) =>
      brokenIf(
        reached(stage, 'approval') && author !== null && approvers.includes(author),
        'approval',
      ),
  }),
  rule({
    id: 'approval/missing',
    sentence: {
      en: 'A colleague at the agency approves every request.',
      es: 'Un colega de la agencia aprueba cada solicitud.',
    },
    check: ({ facts: { stage, approvers } }) =>
      brokenIf(reached(stage, 'moderation') && approvers.length === 0, 'approval'),
  }),
  rule({
    id: 'moderation/missing',
    sentence: {
      en: 'A steward reviews every request before it is public.',
      es: 'Un administrador revisa cada solicitud antes de publicarse.',
    },
    check: ({ facts: { stage, moderators }, policy }) =>
      brokenIf(
        reached(stage, 'publish') && new Set(moderators).size < policy.moderators,
        'moderation',
      ),
  }),
] as const

/** Names and letters under which federal immigration enforcement works. */
const immigrationName =
  /immigration and customs|customs and border|border patrol|homeland security investigations|enforcement and removal/i
const immigrationLetters = /\b(?:ICE|CBP|ERO|HSI)\b/

function letters(text: string): number {
  return text.replaceAll(/[^\p{Letter}]/gu, '').length
}
