import { brokenIf, reached, rule } from './rule.ts'

/** Rules about what must be there; that there is an offence, an area and a window, the schema sees to. */
export const formRules = [
  rule({
    id: 'part/case-number',
    sentence: {
      en: "A request names the agency's case number.",
      es: 'La solicitud indica el número de caso de la agencia.',
    },
    check: ({ request: { caseNumber } }) =>
      brokenIf(!caseNumberForm.test(caseNumber), 'caseNumber'),
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
    id: 'part/contact',
    sentence: {
      en: 'A request gives an e-mail address or a telephone number at which a resident can call back.',
      es: 'La solicitud da un correo o un teléfono al que un residente puede responder.',
    },
    check: ({ request: { contact } }) =>
      brokenIf(
        contact.email === undefined && digits(contact.phone ?? '') < minPhoneDigits,
        'contact',
      ),
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
    id: 'close/outcome',
    sentence: {
      en: 'Closing a request needs an outcome: used, not useful, exculpatory, no crime or withdrawn.',
      es: 'Cerrar una solicitud exige un resultado: usadas, no útiles, exculpatorias, sin delito o retirada.',
    },
    check: ({ facts: { stage, outcome = null } }) =>
      brokenIf(reached(stage, 'close') && outcome === null, 'outcome'),
  }),
] as const

/** Letters, digits and what joins them; at least one digit. Words belong into the text, where rules read them. */
const caseNumberForm = /^(?=.*\d)[\p{Letter}\d][\p{Letter}\d ./#:_-]{2,}$/u

/** A local number; with fewer digits nobody can be called. */
const minPhoneDigits = 7

function letters(text: string): number {
  return text.replaceAll(/[^\p{Letter}]/gu, '').length
}

function digits(text: string): number {
  return text.replaceAll(/\D/g, '').length
}
