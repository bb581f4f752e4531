import { personNames } from '../rules/words/person-name.ts'

/**
 * Who runs a device, where that is an organisation. Mappers type the name of a neighbour into the same
 * field, so a name is kept only where something says that it is none of a person: its item in Wikidata,
 * the kind of operator, or a word that organisations have in their names. The rest stays behind.
 */
export function organisationIn(
  operator: string,
  tags: Readonly<Record<string, unknown>>,
): string | null {
  if (personNames(operator).length > 0) return null
  const known =
    tags['operator:wikidata'] !== undefined ||
    organisations.has(String(tags['operator:type'])) ||
    organisationWord.test(operator)
  return known ? operator : null
}

/** Values of `operator:type` that no household has. */
const organisations: ReadonlySet<string> = new Set([
  'public',
  'government',
  'police',
  'university',
  'transport',
  'business',
  'ngo',
])

const organisationWord =
  /\b(?:police|sheriff|department|dept|city|town|county|state|ministry|council|authority|district|university|college|school|transit|transport|railway|metro|airport|port|highways?|parking|security|inc|llc|ltd|corp|gmbh|policía|policia|guardia|ayuntamiento|municipio|municipalidad|gobierno|universidad|tránsito|metropolitan[oa])\b/i
