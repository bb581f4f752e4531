import { coveredSeconds, minuteSeconds, secondsBetween } from '../instant.ts'
import { graveOffences } from '../offence.ts'
import { brokenIf, reached, rule } from './rule.ts'

/** Rules about when: windows, the incident's age, how long a request lives. */
export const timeRules = [
  rule({
    id: 'window/too-short',
    sentence: {
      en: 'Each window is at least 15 minutes long.',
      es: 'Cada intervalo dura al menos 15 minutos.',
    },
    check: ({ request: { windows }, policy: { minWindowSeconds } }) =>
      brokenIf(
        windows.some(({ from, to }) => secondsBetween(from, to) < minWindowSeconds),
        'windows',
      ),
  }),
  rule({
    id: 'window/too-long',
    sentence: {
      en: 'All windows together cover at most 12 hours.',
      es: 'Todos los intervalos juntos abarcan como máximo 12 horas.',
    },
    check: ({ request, policy: { maxWindowsSeconds } }) =>
      brokenIf(
        request.class === 'standard' && coveredSeconds(request.windows) > maxWindowsSeconds,
        'windows',
      ),
  }),
  rule({
    id: 'window/in-the-future',
    sentence: {
      en: 'Footage is asked for after it was recorded: no window ends in the future.',
      es: 'Se piden grabaciones ya hechas: ningún intervalo termina en el futuro.',
    },
    check: ({ request: { windows, signedAt } }) =>
      brokenIf(
        windows.some(({ to }) => to > signedAt),
        'windows',
      ),
  }),
  rule({
    id: 'extended/too-long',
    sentence: {
      en: 'An extended request covers at most 7 days.',
      es: 'Una solicitud ampliada abarca como máximo 7 días.',
    },
    check: ({ request, policy: { maxExtendedSeconds } }) =>
      brokenIf(
        request.class === 'extended' && coveredSeconds(request.windows) > maxExtendedSeconds,
        'windows',
      ),
  }),
  rule({
    id: 'extended/not-grave',
    sentence: {
      en: 'Only a grave offence, in which lives were lost or are in danger, allows an extended request.',
      es: 'Solo un delito grave, con vidas perdidas o en peligro, permite una solicitud ampliada.',
    },
    check: ({ request }) =>
      brokenIf(request.class === 'extended' && !graveOffences.includes(request.offence), 'offence'),
  }),
  rule({
    id: 'extended/second-approver',
    sentence: {
      en: 'An extended request needs a second approver at the agency.',
      es: 'Una solicitud ampliada necesita un segundo aprobador en la agencia.',
    },
    check: ({ request, facts: { stage, approvers }, policy: { extendedApprovers } }) =>
      brokenIf(
        request.class === 'extended' &&
          reached(stage, 'moderation') &&
          new Set(approvers).size < extendedApprovers,
        'class',
      ),
  }),
  rule({
    id: 'extended/second-moderator',
    sentence: {
      en: 'An extended request needs two stewards.',
      es: 'Una solicitud ampliada necesita dos responsables.',
    },
    check: ({ request, facts: { stage, moderators }, policy: { extendedModerators } }) =>
      brokenIf(
        request.class === 'extended' &&
          reached(stage, 'publish') &&
          new Set(moderators).size < extendedModerators,
        'class',
      ),
  }),
  rule({
    id: 'incident/too-old',
    sentence: {
      en: 'The incident was at most 30 days ago.',
      es: 'El incidente ocurrió hace 30 días como máximo.',
    },
    check: ({ request: { incidentAt, signedAt }, policy: { maxIncidentAgeSeconds } }) =>
      brokenIf(secondsBetween(incidentAt, signedAt) > maxIncidentAgeSeconds, 'incidentAt'),
  }),
  rule({
    id: 'incident/in-the-future',
    sentence: {
      en: 'The incident has happened: its time is not in the future.',
      es: 'El incidente ya ocurrió: su hora no está en el futuro.',
    },
    check: ({ request: { incidentAt, signedAt } }) => brokenIf(incidentAt > signedAt, 'incidentAt'),
  }),
  rule({
    id: 'live/too-long',
    sentence: {
      en: 'A request lives at most 7 days.',
      es: 'Una solicitud está vigente como máximo 7 días.',
    },
    check: ({ request: { signedAt, expiresAt }, policy: { maxLiveSeconds } }) =>
      brokenIf(secondsBetween(signedAt, expiresAt) > maxLiveSeconds, 'expiresAt'),
  }),
  rule({
    id: 'live/over',
    sentence: {
      en: 'A request expires after it is made, and is not published after it expired.',
      es: 'Una solicitud vence después de hacerse y no se publica una vez vencida.',
    },
    check: ({ request: { signedAt, expiresAt }, facts: { now, stage } }) =>
      brokenIf(
        expiresAt <= signedAt || (expiresAt <= now && !reached(stage, 'close')),
        'expiresAt',
      ),
  }),
  rule({
    id: 'live/signed-ahead',
    sentence: {
      en: 'A request is signed when it is made: its date is not in the future.',
      es: 'La solicitud se firma cuando se hace: su fecha no está en el futuro.',
    },
    check: ({ request: { signedAt }, facts: { now } }) =>
      brokenIf(secondsBetween(now, signedAt) > maxClockSeconds, 'signedAt'),
  }),
  rule({
    id: 'live/renewed-twice',
    sentence: {
      en: 'A request gets one later version at most, whether it corrects something, gives more days, or both.',
      es: 'Una solicitud tiene como máximo una versión posterior, sea para corregir algo, dar más días o ambas cosas.',
    },
    check: ({ request: { version }, policy: { maxRenewals } }) =>
      brokenIf(version > maxRenewals + 1, 'version'),
  }),
] as const

/** How far an agency's clock may be off: the times it signed are what these rules measure. */
const maxClockSeconds = 5 * minuteSeconds
