import { agencyKinds } from '../agency.ts'
import { brokenIf, reached, rule } from './rule.ts'

/** Rules about who asks, and who has agreed. */
export const peopleRules = [
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
      es: 'Un responsable revisa cada solicitud antes de publicarse.',
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
  /immigration (?:and|&) customs|customs (?:and|&) border|border patrol|homeland security|enforcement (?:and|&) removal|citizenship (?:and|&) immigration/i
const immigrationLetters = /\b(?:ICE|CBP|ERO|HSI|USCIS|DHS|USBP)\b/
