import { isAscii, oneOf } from '../text.ts'
import { givenNames } from './given-names.ts'

/**
 * The full names of private persons in a sentence as written: a given name, perhaps an initial, and
 * one or more words with a capital. Not: streets, schools and shops called after somebody, and officers
 * of the agency, who may say who they are.
 */
export function personNames(sentence: string): readonly string[] {
  const text = isAscii(sentence) ? sentence : sentence.normalize('NFD').replaceAll(/\p{Mark}/gu, '')
  if (!someName.test(text)) return []
  return [...text.matchAll(anyName)].flatMap(({ 1: name, 2: given, 3: family, index }) => {
    if (name === undefined || given === undefined || family === undefined) return []
    const candidate = {
      name,
      given,
      family,
      before: text.slice(0, index),
      after: text.slice(index + name.length),
    }
    return isPerson(candidate) ? [name] : []
  })
}

interface Candidate {
  readonly name: string
  readonly given: string
  readonly family: string
  readonly before: string
  readonly after: string
}

const capital = "[A-Z][a-z'-]+"

/** At every capital anew, so that `Yesterday Ann Miller` is seen too. */
const anyName = new RegExp(
  String.raw`\b(?=((${capital})(?: [A-Z]\.?)?(?: (?:de|del|la|los|de la|van|von))? (${capital})(?: ${capital})*))`,
  'g',
)

/** As {@link anyName}, for the many sentences without one. */
const someName = new RegExp(anyName.source)

function isPerson({ name, given, family, before, after }: Candidate): boolean {
  const known = givenNames.has(given) || introduced.test(before)
  if (!known || notFamily.test(family) || otherwiseNamed.test(before)) return false
  return !placeWord.test(name) && !thing.test(after)
}

/** After these only a person can come, or something of a make. */
const introduced =
  /\b(?:named|called|identified as|by the name of|[Ww]hereabouts of|[Ll]ocate|[Ll]ooking for|[Ss]earching for|llamad[oa]|de nombre|identificad[oa] como|[Ll]ocalizar a|[Bb]uscamos a|[Pp]aradero de) $/

/** In a headline every word has a capital: `Carl Sought`, `Rose Stolen`. */
const notFamily =
  /^(?:Was|Were|Is|Has|And|Or|In|On|At|To|For|Of|From|With|By|After|Before|Near|Stolen|Missing|Robbed|Shot|Found|Sought|Wanted|Hit|Struck)$/

/** Officers of the agency, saints, and what streets and schools are called, before the name. */
const otherwiseNamed = new RegExp(
  String.raw`\b(?:${oneOf(
    '[Oo]fficer',
    '[Dd]etective',
    'Det',
    '[Ss]ergeant',
    'Sgt',
    '[Ll]ieutenant',
    'Lt',
    '[Cc]aptain',
    'Capt',
    '[Cc]hief',
    '[Ss]heriff',
    '[Dd]eputy',
    '[Mm]arshal',
    '[Ii]nspector',
    '[Ii]nvestigator',
    '[Aa]gente',
    '[Oo]ficial',
    '[Ss]argento',
    '[Tt]eniente',
    '[Cc]apitan',
    '[Jj]efe',
    '[Cc]omisari[oa]',
    '[Aa]lguacil',
    'San',
    'Santa',
    'Saint',
    'St',
    'Fort',
    'Mount',
    'Port',
  )}\.?|(?:${oneOf(
    '[Cc]alle',
    '[Aa]venida',
    'Av\\.',
    '[Pp]laza',
    '[Pp]arque',
    '[Pp]aseo',
    '[Pp]uente',
    '[Ee]scuela',
    '[Cc]olegio',
    '[Ii]nstituto',
    '[Ii]glesia',
    '[Hh]ospital',
    '[Bb]iblioteca',
    '[Mm]ercado',
    '[Bb]arrio',
    '[Cc]olonia',
  )}(?: de)?)) $`,
)

const places = oneOf(
  'Street',
  'St',
  'Avenue',
  'Ave',
  'Road',
  'Rd',
  'Boulevard',
  'Blvd',
  'Drive',
  'Dr',
  'Lane',
  'Ln',
  'Court',
  'Way',
  'Place',
  'Plaza',
  'Square',
  'Circle',
  'Park',
  'Bridge',
  'Highway',
  'Parkway',
  'Trail',
  'Beach',
  'Lake',
  'River',
  'Creek',
  'Island',
  'Heights',
  'Hill',
  'Hills',
  'County',
  'City',
  'School',
  'Elementary',
  'Middle',
  'High',
  'Academy',
  'University',
  'College',
  'Library',
  'Hall',
  'Hospital',
  'Church',
  'Chapel',
  'Cathedral',
  'Stadium',
  'Field',
  'Theat(?:er|re)',
  'Museum',
  'Airport',
  'Station',
  'Mall',
  'Market',
  'Store',
  'Shop',
  'Bakery',
  'Pizza',
  'Diner',
  'Grill',
  'Cafe',
  'Bar',
  'Motel',
  'Hotel',
  'Center',
  'Centre',
  'Building',
  'Tower',
  'Deere',
  'State',
  'Police',
  'Department',
  'Honda',
  'Toyota',
  'Ford',
  'Chevrolet',
  'Chevy',
  'Nissan',
  'Hyundai',
  'Kia',
  'Jeep',
  'Dodge',
  'Subaru',
  'Tesla',
  'Volkswagen',
  'Mercedes',
  'Yamaha',
  'Kawasaki',
  'Harley',
  'Davidson',
)

const placeWord = new RegExp(String.raw`\b${places}\b`)

/** What follows the name makes it the name of a thing: `Cesar Chavez street`, `John Adams' middle school`. */
const thing =
  /^(?:'s?)? (?:street|avenue|road|boulevard|drive|park|bridge|school|high school|middle school|library|hall|plaza|square|building|store|shop|bakery|jr\.?)\b/i
