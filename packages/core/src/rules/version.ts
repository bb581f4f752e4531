import { canonical } from '../canonical.ts'
import type { Request } from '../request.ts'
import { brokenIf, rule } from './rule.ts'

/**
 * What every version of a request has in common. People have answered to an earlier one: what they were
 * promised, and who can open what they sent, stays.
 */
export const keptByVersions = [
  'id',
  'agency',
  'class',
  'caseNumber',
  'offence',
  'handling',
  'linked',
  'recipient',
] as const satisfies readonly (keyof Request)[]

/** Rules about a later version of a request that is public. */
export const versionRules = [
  rule({
    id: 'version/changed',
    sentence: {
      en: 'A later version keeps the agency, the case, the offence, the class, the promise about the footage, and the key.',
      es: 'Una versión posterior conserva la agencia, el caso, el delito, la clase, la promesa sobre las grabaciones y la clave.',
    },
    check: ({ request, facts: { before } }) =>
      before === undefined
        ? []
        : keptByVersions
            .filter((name) => canonical(request[name]) !== canonical(before[name]))
            .map((field) => ({ field, excerpt: null })),
  }),
  rule({
    id: 'version/out-of-order',
    sentence: {
      en: 'Versions are counted: the first is 1, and each later one follows on the one before.',
      es: 'Las versiones se cuentan: la primera es 1 y cada una sigue a la anterior.',
    },
    check: ({ request: { version, signedAt }, facts: { before } }) =>
      brokenIf(
        before !== undefined && (version !== before.version + 1 || signedAt < before.signedAt),
        'version',
      ),
  }),
] as const
